import { expect, test } from 'vitest';
import { mayRemovePasskey } from '../account/passkey-removal.ts';
import { managerName } from './passkey-name.ts';
import { storageOf } from './passkey-storage.ts';
import { relyingParty } from './relying-party.ts';

test('passkeys are made for the host of the configured origin, whatever its port', () => {
  expect(relyingParty({ origin: 'https://connect.example.com:8443', appName: 'Axelor Connect' })).toEqual({
    id: 'connect.example.com',
    name: 'Axelor Connect',
    origin: 'https://connect.example.com:8443',
  });
  expect(relyingParty({ origin: 'http://localhost:3000', appName: 'A' })?.id).toBe('localhost');
});

test('no passkeys at an IP address, which browsers refuse', () => {
  for (const origin of ['http://127.0.0.1:3000', 'https://192.0.2.1', 'https://[2001:db8::1]', 'http://[::1]:3000'])
    expect(relyingParty({ origin, appName: 'A' })).toBeNull();
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
