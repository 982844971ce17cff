import { describe, expect, test } from 'vitest';
import { clientAddress } from './client-ip.ts';

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
});
