import { describe, expect, test } from 'vitest';
import { clientAddress } from '../../http/client-ip.ts';
import { comesFromUs } from '../../http/same-origin.ts';
import { addressBlocks } from '../sign-in/address-block.ts';
import { initials, parseName } from './display-name.ts';
import { canonicalEmail } from './email-address.ts';

describe('an address has one canonical form', () => {
  test.each(['ada@example.com', ' Ada@Example.COM ', 'ADA@EXAMPLE.COM', 'ａｄａ@example.com', 'ada＠example.com'])(
    '%j',
    (typed) => {
      expect(canonicalEmail(typed)).toBe('ada@example.com');
    },
  );

  test.each([
    '',
    'ada',
    'ada@',
    '@example.com',
    'ada@example',
    'a@b.com,c@d.com',
    'a@b.com c@d.com',
    'a@b.com\nBcc: c@d.com',
    'a\u0000@b.com',
    `${'a'.repeat(250)}@example.com`,
    'a@b.com;c@d.com',
  ])('%j is none (attack P-03)', (typed) => {
    expect(canonicalEmail(typed)).toBeNull();
  });
});

describe('a name', () => {
  test('keeps letters of every script and folds white space', () => {
    expect(parseName('  Ada   Lovelace ')).toMatchObject({ value: 'Ada Lovelace' });
    expect(parseName('Zoë Ågren 李')).toMatchObject({ ok: true });
  });

  test.each([
    ['', 'name-empty'],
    ['a'.repeat(81), 'name-long'],
    ['Ada\u202Eexe', 'name-shape'],
    ['Ada\u0000', 'name-shape'],
    ['A\u200Bda', 'name-shape'],
    ['\uD800', 'name-shape'],
  ])('%j is refused as %s (attack I-14)', (typed, code) => {
    expect(parseName(typed)).toMatchObject({ ok: false, code });
  });

  test.each([
    ['Ada', 'A'],
    ['Ada Lovelace', 'AL'],
    ['ada king of lovelace', 'AL'],
    ['李', '李'],
  ])('%s has the initials %s', (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});

describe('the address of a client', () => {
  test.each([
    ['198.51.100.7', 0, '192.0.2.1'],
    ['198.51.100.7', 1, '198.51.100.7'],
    ['203.0.113.1, 198.51.100.7', 1, '198.51.100.7'],
    ['203.0.113.1, 198.51.100.7, 10.0.0.2', 2, '198.51.100.7'],
    ['::ffff:198.51.100.7', 1, '198.51.100.7'],
    ['a', 1, 'unknown'],
    ['', 1, 'unknown'],
    [`${'1.1.1.1, '.repeat(9000)}198.51.100.7`, 1, '198.51.100.7'],
    [null, 2, 'unknown'],
  ])('%j behind %i proxies (attack B-04)', (forwardedFor, trustedProxies, address) => {
    expect(clientAddress({ peer: '192.0.2.1', forwardedFor, trustedProxies })).toBe(address);
  });

  test('of an unknown socket is unknown', () => {
    expect(clientAddress({ peer: null, forwardedFor: '198.51.100.7', trustedProxies: 0 })).toBe('unknown');
  });

  test.each([
    ['198.51.100.7:51234', '198.51.100.7'],
    ['[2001:db8::5]:443', '2001:db8::5'],
    ['[2001:db8::5]', '2001:db8::5'],
    ['[::ffff:198.51.100.7]:80', '198.51.100.7'],
    ['::ffff:c633:6407', '198.51.100.7'],
    ['2001:db8::5:443', '2001:db8::5:443'],
    ['198.51.100.7:', 'unknown'],
    ['198.51.100.7:port', 'unknown'],
    ['[198.51.100.7', 'unknown'],
    ['2001:db8::5]:443', 'unknown'],
    ['_hidden', 'unknown'],
  ])('attack: %s behind a proxy that writes ports is %s', (forwardedFor, address) => {
    expect(clientAddress({ peer: '192.0.2.1', forwardedFor, trustedProxies: 1 })).toBe(address);
  });

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

describe('a change comes from our own pages', () => {
  const ours = 'https://connect.example.com';
  test.each([
    [ours, null, true],
    [ours, 'cross-site', true],
    [null, 'same-origin', true],
    [null, 'same-site', false],
    [null, 'none', false],
    [null, null, false],
    ['null', 'same-origin', false],
    ['https://evil.example', 'same-origin', false],
    ['http://connect.example.com', null, false],
    ['https://connect.example.com:8443', null, false],
  ])('Origin %j with Sec-Fetch-Site %j: %s (attacks F-01, F-02, F-04)', (origin, fetchSite, fromUs) => {
    expect(comesFromUs(ours, { origin, fetchSite })).toBe(fromUs);
  });
});
