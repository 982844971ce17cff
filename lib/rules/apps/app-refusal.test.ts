import { expect, test } from 'vitest';
import { nearestAddress, refusalOf } from './app-refusal.ts';

const registered = ['https://wiki.example.com/oidc/callback', 'https://wiki.example.com/'];

test.each([
  ['https://wiki.example.com/oidc/callback/', 'slash', registered[0]],
  ['https://wiki.example.com', 'slash', registered[1]],
  ['https://wiki.example.com/OIDC/callback', 'case', registered[0]],
  ['http://wiki.example.com/oidc/callback', 'scheme', registered[0]],
  ['https://wiki.example.com:8443/oidc/callback', 'host', registered[0]],
  ['https://wiki.example.org/', 'host', registered[1]],
  ['https://wiki.example.com/oidc/callback?from=here', 'query', registered[0]],
  ['https://wiki.example.com/login', 'path', registered[0]],
])('an address that an app sent is known by what is wrong with it: %s (%s)', (sent, difference, address) => {
  expect(nearestAddress(sent, registered)).toEqual({ difference, address });
});

test('an address that is like none has no neighbour', () => {
  expect(nearestAddress('com.example.wiki:/back', registered)).toBeNull();
  expect(nearestAddress('https://evil.example/login', registered)).toBeNull();
});

test('attack: what a stranger sends as an address is short and plain where an administrator reads it', () => {
  const sent = `https://evil.example/\u202e\n<b>${'x'.repeat(500)}`;
  const refusal = refusalOf({ error: 'invalid_redirect_uri', detail: undefined }, sent);
  expect(refusal?.sent).toMatch(/^https:\/\/evil\.example\/\?\?<b>x+$/);
  expect(refusal?.sent).toHaveLength(200);
  expect(refusalOf({ error: 'invalid_redirect_uri', detail: undefined }, ['a', 'b'])?.sent).toBeNull();
});

test('a refusal that says nothing of the settings of an app is none', () => {
  for (const [error, detail] of [
    ['access_denied', 'not_allowed'],
    ['invalid_grant', 'authorization code not found'],
    ['login_required', undefined],
  ] as const)
    expect(refusalOf({ error, detail }, 'https://wiki.example.com/'), error).toBeNull();
});
