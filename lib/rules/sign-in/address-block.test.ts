import { describe, expect, test } from 'vitest';
import { addressBlocks } from './address-block.ts';

describe('an IP address', () => {
  test.each([
    '2001:db8:1:2::1',
    '2001:db8:1:2:ffff:ffff:ffff:ffff',
    '2001:0DB8:0001:0002::7',
    '2001:db8:1:2:0:0:1.2.3.4',
    '2001:db8:1:2::1%eth0',
  ])('%s is counted by its /64 (attack B-05) and by its /48', (address) => {
    expect(addressBlocks(address)).toEqual([
      { block: '2001:db8:1:2::/64', share: 1 / 3 },
      { block: '2001:db8:1::/48', share: 1 },
    ]);
  });

  test.each([
    ['198.51.100.7', ['198.51.100.7', '198.51.100.0/24']],
    ['10.1.2.3', ['10.1.2.3']],
    ['127.0.0.1', ['127.0.0.1']],
    ['::1', ['0:0:0:0::/64']],
    ['fe80::1', ['fe80:0:0:0::/64']],
    ['fd00:1:2:3::4', ['fd00:1:2:3::/64']],
    ['unknown', []],
  ])('%s is counted as %j', (address, blocks) => {
    expect(addressBlocks(address).map(({ block }) => block)).toEqual(blocks);
  });
});
