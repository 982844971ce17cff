import { describe, expect, test } from 'vitest';
import { type HostAccessRow, judgeHostAccess } from './host-access.ts';

const now = new Date('2026-12-01T12:00:00Z');
const earlier = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const times = {
  now,
  idleSince: earlier(60),
  twoFactorPolicy: { requiredFor: 'optional' as const, from: null, graceMs: 0 },
};
const app: HostAccessRow['app'] = {
  ...{ id: 'reports', openTo: 'everyone', disabledAt: null, demands: 'second-factor', maxSignInAgeMs: null },
  ...{ remoteUser: 'id', openPaths: ['/health'] },
};
const session: NonNullable<HostAccessRow['session']> = {
  ...{ idHash: 's1', methods: ['password', 'totp'], createdAt: earlier(30), lastUsedAt: earlier(1) },
  expiresAt: earlier(-60),
};
const user: NonNullable<HostAccessRow['user']> = {
  ...{ id: 'u1', name: 'Ada', email: 'ada@example.com', emailVerifiedAt: null, role: 'person' },
  ...{ createdAt: earlier(9000), twoFactorSince: earlier(8000), disabledAt: null, lockedDownAt: null },
};
const row: HostAccessRow = { app, session, user, group: null, opensApp: null };
const judge = (changed: Partial<HostAccessRow>, path = '/', more: object = {}) =>
  judgeHostAccess([{ ...row, ...changed }], path, { ...times, ...more }).is;

test('a live session with all that the app demands goes on, with its groups', () => {
  const rows = ['staff', 'writers'].map((group) => ({ ...row, group }));
  expect(judgeHostAccess(rows, '/', times)).toMatchObject({
    ...{ is: 'go', appId: 'reports', sessionIdHash: 's1' },
    identity: { id: 'u1', groups: ['staff', 'writers'] },
  });
});

test('a host without an app is unknown', () => expect(judgeHostAccess([], '/', times).is).toBe('unknown'));

describe('sends to sign in:', () => {
  test.each<[string, Partial<HostAccessRow>]>([
    ['no session', { session: null, user: null }],
    ['an expired session', { session: { ...session, expiresAt: now } }],
    ['an idle session', { session: { ...session, lastUsedAt: times.idleSince } }],
    ['a disabled account', { user: { ...user, disabledAt: earlier(1) } }],
    ['an account that is locked down', { user: { ...user, lockedDownAt: earlier(1) } }],
    ['one factor where two are wanted', { session: { ...session, methods: ['password'] } }],
    ['a sign-in older than the app allows', { app: { ...app, maxSignInAgeMs: 60_000 } }],
    ['an address never confirmed, where the app goes by it', { app: { ...app, remoteUser: 'email' } }],
  ])('%s', (_, changed) => expect(judge(changed)).toBe('sign-in'));

  test('someone whose second factor is overdue', () => {
    const twoFactorPolicy = { requiredFor: 'everyone' as const, from: null, graceMs: 0 };
    const changed = { user: { ...user, twoFactorSince: null }, app: { ...app, demands: 'session' as const } };
    expect(judge(changed)).toBe('go');
    expect(judge(changed, '/', { twoFactorPolicy })).toBe('sign-in');
  });
});

describe('is closed:', () => {
  test.each<[string, Partial<HostAccessRow>]>([
    ['an app that is disabled', { app: { ...app, disabledAt: earlier(1) } }],
    ['an app of groups, to someone in none', { app: { ...app, openTo: 'groups' } }],
    ['an app of groups, to someone in another', { app: { ...app, openTo: 'groups' }, group: 'staff' }],
  ])('%s', (_, changed) => expect(judge(changed)).toBe('closed'));

  test('and open to someone in one of its groups', () => {
    expect(judge({ app: { ...app, openTo: 'groups' }, group: 'staff', opensApp: 'reports' })).toBe('go');
  });
});

test('attack G-29: an open path is open exactly as it is written', () => {
  const nobody = { session: null, user: null };
  for (const path of ['/health', '/health?full=1']) expect(judge(nobody, path)).toBe('open');
  for (const path of [
    '/health/',
    '/health/../admin',
    '/HEALTH',
    '/%68ealth',
    '//health',
    '/health;x',
    '/',
    '/health%3f',
  ])
    expect(judge(nobody, path), path).toBe('sign-in');
  // Someone who is signed in is told to the app there too.
  expect(judge({}, '/health')).toBe('go');
});
