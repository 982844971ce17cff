import { expect, test } from 'vitest';
import { mayRemovePasskey } from '../account/passkey-removal.ts';
import { managerName } from './passkey-name.ts';
import { storageOf } from './passkey-storage.ts';
import { isPublicSuffix, type PasskeySettings, relyingParty, rpIdOf, whyNoPasskeys } from './relying-party.ts';

const on = { isOn: true, rpId: null };
const at = (origin: string, passkeys: PasskeySettings = on) => ({ origin, appName: 'Axelor Connect', passkeys });

test('passkeys are made for the host of the configured origin, whatever its port', () => {
  expect(relyingParty(at('https://connect.example.com:8443'))).toEqual({
    id: 'connect.example.com',
    name: 'Axelor Connect',
    origin: 'https://connect.example.com:8443',
  });
  expect(relyingParty(at('http://localhost:3000'))?.id).toBe('localhost');
});

test('an administrator may have them made for a parent of the host, or turn them off', () => {
  const origin = 'https://connect.example.com';
  expect(relyingParty(at(origin, { isOn: true, rpId: 'example.com' }))).toMatchObject({ id: 'example.com', origin });
  expect(relyingParty(at(origin, { isOn: false, rpId: null }))).toBeNull();
  expect(rpIdOf(at(origin, { isOn: false, rpId: null }))).toBe('connect.example.com');
});

test.each([
  ['http://127.0.0.1:3000', 'ip-address'],
  ['https://192.0.2.1', 'ip-address'],
  ['https://[2001:db8::1]', 'ip-address'],
  ['http://[::1]:3000', 'ip-address'],
  ['http://connect.example.com', 'not-https'],
])('no passkeys at %s, which browsers refuse', (origin, why) => {
  expect(relyingParty(at(origin))).toBeNull();
  expect(whyNoPasskeys(at(origin))).toBe(why);
});

test('names below which strangers have hosts stand for nobody', () => {
  for (const name of ['com', 'localhost', 'co.uk', 'com.au', 'vercel.app']) expect(isPublicSuffix(name)).toBe(true);
  for (const name of ['example.com', 'example.co.uk', 'co.example']) expect(isPublicSuffix(name)).toBe(false);
});

test('where a passkey is kept follows from the two flags that it signs', () => {
  expect(storageOf({ isBackupEligible: false, isBackedUp: false })).toBe('device');
  expect(storageOf({ isBackupEligible: true, isBackedUp: false })).toBe('syncable');
  expect(storageOf({ isBackupEligible: true, isBackedUp: true })).toBe('synced');
});

test('a known password manager gives its passkeys their name, and nothing else does', () => {
  expect(managerName('bada5566-a7aa-401f-bd96-45619a55120d')).toBe('1Password');
  expect(managerName('00000000-0000-0000-0000-000000000000')).toBeNull();
  expect(managerName('constructor')).toBeNull();
});

test('a passkey older than seven days is removed only with a proof as old', () => {
  const now = new Date('2026-11-30T12:00:00Z');
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  expect(mayRemovePasskey(daysAgo(6), [], now)).toBe(true);
  expect(mayRemovePasskey(daysAgo(7), [], now)).toBe(false);
  expect(mayRemovePasskey(daysAgo(30), [{ since: daysAgo(6) }], now)).toBe(false);
  expect(mayRemovePasskey(daysAgo(30), [{ since: daysAgo(6) }, { since: daysAgo(7) }], now)).toBe(true);
});
