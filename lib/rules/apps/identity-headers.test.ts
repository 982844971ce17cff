import { expect, test } from 'vitest';
import { identityHeaders } from './identity-headers.ts';

const ada = {
  ...{ id: 'u1', name: 'Ada', email: 'ada@example.com', emailVerifiedAt: new Date(0) },
  ...{ groups: ['admins', 'staff'], methods: ['password' as const, 'totp' as const] },
};

test('tell an app who it is', () => {
  expect(identityHeaders(ada, 'id')).toEqual({
    ...{ 'remote-user': 'u1', 'remote-name': 'Ada', 'remote-email': 'ada@example.com' },
    ...{ 'remote-groups': 'admins,staff', 'remote-acr': 'https://refeds.org/profile/mfa' },
    ...{ 'x-auth-request-user': 'u1', 'x-auth-request-email': 'ada@example.com' },
    'x-auth-request-groups': 'admins,staff',
  });
  expect(identityHeaders(ada, 'email')).toMatchObject({ 'remote-user': 'ada@example.com' });
});

test('are all there for no one, and empty: a proxy that copies them overwrites what a client wrote', () => {
  const nobody = identityHeaders(null, 'id');
  expect(Object.keys(nobody)).toEqual(Object.keys(identityHeaders(ada, 'id')));
  expect(new Set(Object.values(nobody))).toEqual(new Set(['']));
});

test('an address that was never confirmed is no one’s', () => {
  const unconfirmed = { ...ada, emailVerifiedAt: null };
  expect(identityHeaders(unconfirmed, 'email')).toMatchObject({ 'remote-user': '', 'remote-email': '' });
  expect(identityHeaders(unconfirmed, 'id')).toMatchObject({ 'remote-user': 'u1', 'x-auth-request-email': '' });
});

test('attack G-30: a name arrives as UTF-8 and ends no header', () => {
  const named = (name: string) => identityHeaders({ ...ada, name }, 'id')['remote-name'] ?? '';
  for (const name of ['Łukasz', '李', 'O’Brien', '🙂']) {
    expect(named(name)).toMatch(/^[\x20-\xff]*$/);
    expect(Buffer.from(named(name), 'latin1').toString()).toBe(name);
  }
  expect(named('Ada\r\nRemote-User: root\0')).toBe('Ada  Remote-User: root ');
});
