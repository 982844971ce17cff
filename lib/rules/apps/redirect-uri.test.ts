import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRedirectUri } from './redirect-uri.ts';

test('an address is taken exactly as the app will send it', () => {
  for (const address of [
    'https://wiki.example.com/back',
    'https://wiki.example.com',
    'https://wiki.example.com/a?b=c',
    'http://localhost:8080/back',
    'http://127.0.0.1/back',
    'http://[::1]:3000/back',
  ])
    expect(parseRedirectUri('confidential', address), address).toEqual({ ok: true, value: address });
  expect(parseRedirectUri('native', 'com.example.app:/back')).toMatchObject({ ok: true });
});

test('attack: what leads elsewhere, or that a browser would change on its way, is no redirect address', () => {
  const odd = [
    ...['', 'wiki', '/back', '//evil.example', 'http://wiki.example.com/back', 'ftp://wiki.example.com/'],
    ...['javascript:alert(1)', 'JAVASCRIPT:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'app:/back'],
    ...['https://user@wiki.example.com/', 'https://wiki.example.com/#a', 'https://*.example.com/', 'https://a.b/*'],
    ...['https://wiki.example.com/../back', 'https://wiki.example.com/%2e%2e/back', 'https://WIKI.example.com/back'],
    ...['https://wiki.example.com/\\evil', 'https://wiki.example.com/a b', 'https://wiki.example.com/\u202e'],
    ...['https://wiki.example.com:443/back', 'com.example.app://evil.example/back', `https://a.b/${'x'.repeat(500)}`],
  ];
  for (const kind of ['confidential', 'public', 'native'] as const)
    for (const address of odd) expect(parseRedirectUri(kind, address).ok, `${kind} ${address}`).toBe(false);
  expect(parseRedirectUri('public', 'com.example.app:/back').ok).toBe(false);
  fc.assert(
    fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (address) => {
      const parsed = parseRedirectUri('confidential', address);
      return !parsed.ok || (new URL(address).protocol === 'https:' && !address.includes('#'));
    }),
  );
});
