import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tables } from './engines/sqlite/schema.ts';
import { openSqlite } from './engines/sqlite/sqlite.ts';
import { findClient, findOpenApp, listGroupsOfApp } from './queries/apps.ts';
import { findAttemptWait, refundAttempt, resetFailures, tryConsume } from './queries/attempts.ts';
import {
  claimStep,
  disableAuthenticator,
  findPendingAuthenticator,
  selectConfirmedAuthenticators,
} from './queries/authenticators.ts';
import { claimChallengeAttempt, consumeChallenge, deleteChallengesOf, findChallenge } from './queries/challenges.ts';
import { deleteDeviceCookies, findDeviceCookie, selectDeviceCookies } from './queries/device-cookies.ts';
import { claimFormAnswer, deleteFormAnswer, findFormAnswer, keepFormAnswer } from './queries/form-answers.ts';
import {
  countGroupsOf,
  countMembers,
  deleteMember,
  findGroup,
  findGroupByName,
  listGroupsOf,
} from './queries/groups.ts';
import { findLinkedIdentity, listLinkedIdentities, listProvidersOf } from './queries/linked-identities.ts';
import { claimMail, listDueMails } from './queries/mails.ts';
import { consumeOAuthFlow } from './queries/oauth-flows.ts';
import {
  consumeRecord,
  deleteRecordsOfGrant,
  findRecord,
  findRecordIdByUid,
  lockGrant,
} from './queries/openid-records.ts';
import { consumeRecoveryCode, findRecoverySet, listRecoveryCodes } from './queries/recovery-codes.ts';
import {
  deleteOldEvents,
  labelActsOf,
  labelEventsOf,
  listAllEvents,
  listEvents,
  listNewest,
} from './queries/security-events.ts';
import {
  deleteSessionOf,
  deleteSessions,
  findLiveSession,
  listSessions,
  replaceSessionId,
  selectOldSessions,
  touchSession,
} from './queries/sessions.ts';
import { consumeToken, findToken, findTokenOf } from './queries/tokens.ts';
import { selectTwoFactorSwitch } from './queries/two-factor-switch.ts';
import { listUsers, type UserQuery } from './queries/user-list.ts';
import { findUser, findUserByEmail, lockForDeletion, lockUser, updatePasswordHash } from './queries/users.ts';
import type { Db, Sql } from './store.ts';

const now = new Date('2026-11-24T12:00:00Z');
const counter = {
  key: 'totp:ada',
  consecutiveFailures: 10,
  lockoutsMs: [1, 2, 3] as const,
  perWindow: 40,
  windowMs: 1000,
};
let folder: string;
let connection: Database.Database;
let db: Db;
const asked: { statement: string; values: unknown[] }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accounts-'));
  const store = openSqlite(`file:${join(folder, 'app.db')}`);
  await store.migrate();
  await store.close();
  connection = new Database(join(folder, 'app.db'));
  const logger = { logQuery: (statement: string, values: unknown[]) => void asked.push({ statement, values }) };
  db = {
    sql: drizzle(connection, { casing: 'snake_case', logger }) as unknown as Sql,
    tables,
    forUpdate: (select) => select,
    forDeletion: (select) => select,
    withAsyncCommit: (columns) => columns,
  };
});
afterAll(() => {
  connection.close();
  rmSync(folder, { recursive: true });
});

/** The queries of a sign-in, a page view and the account's pages. Sweeps of expired rows may scan. */
const queries: Record<string, () => PromiseLike<unknown>> = {
  findUser: () => findUser(db, 'ada'),
  findUserByEmail: () => findUserByEmail(db, 'ada@example.com'),
  lockUser: () => lockUser(db, 'ada'),
  updatePasswordHash: () => updatePasswordHash(db, 'ada', 'new', 'old'),
  findAccount: () => findLinkedIdentity(db, 'google', '1'),
  listAccounts: () => listLinkedIdentities(db, 'ada'),
  listProvidersOf: () => listProvidersOf(db, ['ada', 'grace']),
  tryConsume: () => tryConsume(db, counter, now),
  findAttemptWait: () => findAttemptWait(db, counter, now),
  resetFailures: () => resetFailures(db, 'key'),
  refundAttempt: () => refundAttempt(db, 'key'),
  findDeviceCookie: () => findDeviceCookie(db, 'hash', 'ada@example.com', now),
  selectDeviceCookies: () => selectDeviceCookies(db, 'ada'),
  deleteDeviceCookies: () => deleteDeviceCookies(db, 'ada', ['hash']),
  selectConfirmedAuthenticators: () => selectConfirmedAuthenticators(db, 'ada'),
  selectTwoFactorSwitch: () => selectTwoFactorSwitch(db, 'ada'),
  findPendingAuthenticator: () => findPendingAuthenticator(db, { userId: 'ada', sessionIdHash: 'hash' }, now),
  claimStep: () => claimStep(db, 'a', 1, now),
  disableAuthenticator: () => disableAuthenticator(db, 'a', now),
  findRecoverySet: () => findRecoverySet(db, 'ada'),
  listRecoveryCodes: () => listRecoveryCodes(db, 'ada'),
  consumeRecoveryCode: () => consumeRecoveryCode(db, { userId: 'ada', number: 1, hash: 'h' }, now),
  findChallenge: () => findChallenge(db, 'hash', now),
  claimChallengeAttempt: () => claimChallengeAttempt(db, 'hash', 5, now),
  consumeChallenge: () => consumeChallenge(db, 'hash', now),
  deleteChallengesOf: () => deleteChallengesOf(db, 'ada'),
  findLiveSession: () => findLiveSession(db, 'hash', now, now),
  listSessions: () => listSessions(db, 'ada'),
  selectOldSessions: () => selectOldSessions(db, 'ada', 50),
  touchSession: () => touchSession(db, 'hash', now, now),
  replaceSessionId: () => replaceSessionId(db, 'hash', { idHash: 'new' }),
  deleteSessionOf: () => deleteSessionOf(db, 'ada', 'hash'),
  deleteSessions: () => deleteSessions(db, ['hash', 'other']),
  consumeOAuthFlow: () => consumeOAuthFlow(db, 'hash', now),
  listGroupsOf: () => listGroupsOf(db, 'ada'),
  findClient: () => findClient(db, 'wiki'),
  findOpenApp: () => findOpenApp(db, 'wiki', 'ada'),
  listGroupsOfApp: () => listGroupsOfApp(db, 'wiki'),
  findRecord: () => findRecord(db, 'Grant', 'hash'),
  findRecordIdByUid: () => findRecordIdByUid(db, 'Session', 'uid'),
  lockGrant: () => lockGrant(db, 'hash'),
  consumeRecord: () => consumeRecord(db, 'RefreshToken', 'hash', now),
  deleteRecordsOfGrant: () => deleteRecordsOfGrant(db, 'grant'),
  countGroupsOf: () => countGroupsOf(db, 'ada'),
  findGroup: () => findGroup(db, 'g'),
  findGroupByName: () => findGroupByName(db, 'finance'),
  countMembers: () => countMembers(db, 'g'),
  deleteMember: () => deleteMember(db, 'g', 'ada'),
  findToken: () => findToken(db, 'hash', 'reset-password', now),
  findTokenOf: () => findTokenOf(db, 'ada', 'reset-password', now),
  consumeToken: () => consumeToken(db, 'hash', 'reset-password', now),
  claimFormAnswer: () => claimFormAnswer(db, { keyHash: 'hash', expiresAt: now }),
  keepFormAnswer: () => keepFormAnswer(db, { keyHash: 'hash', sealed: 's', expiresAt: now }),
  findFormAnswer: () => findFormAnswer(db, 'hash'),
  deleteFormAnswer: () => deleteFormAnswer(db, 'hash'),
  listDueMails: () => listDueMails(db, now, 20),
  claimMail: () => claimMail(db, { id: 'm', tries: 0 }, now),
  listNewest: () => listNewest(db, 'ada', 'signed-in', 2),
  'listAllEvents, some kinds': () =>
    listAllEvents(db, { kinds: ['password-changed', 'role-changed'], before: { at: now, id: 'e' } }, { limit: 51 }),
  'listAllEvents, of an email': () =>
    listAllEvents(db, { userId: 'ada', subject: 'ada@example.com', kinds: ['signed-in'] }, { limit: 51 }),
  'listAllEvents, by an administrator': () =>
    listAllEvents(
      db,
      { actors: ['ada', 'deleted:ada@example.com'], kinds: ['role-changed'], from: now },
      { limit: 51 },
    ),
  'listAllEvents, by one on a person': () =>
    listAllEvents(db, { userId: 'ada', subject: 'ada@example.com', actors: ['grace'] }, { limit: 51 }),
  'listAllEvents, deep': () => listAllEvents(db, { before: { at: now, id: 'e' } }, { limit: 51 }),
  'listAllEvents, back from there': () => listAllEvents(db, { after: { at: now, id: 'e' } }, { limit: 51 }),
  labelEventsOf: () => labelEventsOf(db, 'ada', 'ada@example.com'),
  labelActsOf: () => labelActsOf(db, 'ada', 'deleted:ada@example.com'),
  lockForDeletion: () => lockForDeletion(db, 'ada'),
  deleteOldEvents: () => deleteOldEvents(db, now, 10),
  'listEvents, all': () => listEvents(db, 'ada', null, { limit: 51 }),
  'listEvents, some kinds': () => listEvents(db, 'ada', ['signed-in'], { limit: 51, offset: 50 }),
};

test.each(Object.entries(queries))('%s reads by an index, however many accounts there are', async (_name, query) => {
  asked.length = 0;
  await query();
  expect(asked.length).toBeGreaterThan(0);
  for (const plan of plans()) expect(plan.filter(({ detail }) => detail.startsWith('SCAN'))).toEqual([]);
});

test.each(
  Object.entries(queries).filter(([name]) =>
    /listNewest|listEvents|listAllEvents, (of an email|by one on a person)/.test(name),
  ),
)("%s walks one person's events, not everyone's of a kind", async (_name, query) => {
  asked.length = 0;
  await query();
  const details = plans()
    .flat()
    .map(({ detail }) => detail)
    .filter((detail) => /security_events/.test(detail));
  expect(details.length).toBeGreaterThan(0);
  for (const detail of details) expect(detail).toMatch(/INDEX security_events_(user_at|subject) /);
});

test("events by an administrator: theirs alone are walked, in the page's order", async () => {
  asked.length = 0;
  await listAllEvents(db, { actors: ['grace'], kinds: ['role-changed'], before: { at: now, id: 'e' } }, { limit: 51 });
  const [plan = []] = plans();
  expect(plan.map(({ detail }) => detail)).toEqual([
    'SEARCH security_events USING INDEX security_events_actor_at (actor=? AND at<?)',
    expect.stringMatching(/^SEARCH users /),
    // By the ids of what shares an instant.
    'USE TEMP B-TREE FOR LAST TERM OF ORDER BY',
  ]);
});

test('people: the last sign-in of each is looked up by the index of their events', async () => {
  asked.length = 0;
  await listUsers(db, { sort: 'name' }, { limit: 51 });
  const details = plans()
    .flat()
    .map(({ detail }) => detail);
  expect(details).toContainEqual(expect.stringContaining('USING INDEX security_events_user_at (user_id=?)'));
});

const lists: readonly UserQuery[] = [
  { sort: 'name' },
  { sort: 'name-desc' },
  { sort: 'newest' },
  { sort: 'oldest' },
  { sort: 'email' },
  { sort: 'name', filter: 'disabled' },
];

test.each(lists)('people %j: an index gives the page in its order, another each row of it', async (query) => {
  asked.length = 0;
  await listUsers(db, query, { limit: 51 });
  const [plan = []] = plans();
  const page = plan.find(({ detail }) => detail.startsWith('LIST SUBQUERY'))?.id;
  const inPage = plan.filter(({ parent }) => parent === page).map(({ detail }) => detail);
  // A second line would be a sort of all of them.
  expect(inPage).toEqual([expect.stringMatching(/^(SCAN|SEARCH) users USING (COVERING )?INDEX /)]);
  expect(plan.filter(({ parent, detail }) => parent !== page && detail.startsWith('SCAN'))).toEqual([]);
});

test.each(lists)('people %j: a deep page is looked up, and nothing before it is read', async (query) => {
  for (const place of [{ after: 'ada' }, { before: 'ada' }]) {
    asked.length = 0;
    await listUsers(db, query, { limit: 51, place });
    const [plan = []] = plans();
    const page = plan.find(({ detail }) => detail.startsWith('LIST SUBQUERY'))?.id;
    const [inPage, ...rest] = plan.filter(({ parent }) => parent === page).map(({ detail }) => detail);
    expect(inPage).toMatch(/^SEARCH users USING (COVERING )?INDEX .*\(.*[<>]\(?\?/);
    expect(rest.filter((detail) => /SCAN|TEMP B-TREE/.test(detail))).toEqual([]);
  }
});

test('people of a domain: a search behind an at sign looks into one index', async () => {
  asked.length = 0;
  await listUsers(db, { search: '@example.com' }, { limit: 51 });
  const details = plans()
    .flat()
    .map(({ detail }) => detail);
  expect(details).toContainEqual(
    expect.stringMatching(/^SEARCH users USING INDEX users_domain \(<expr>>\? AND <expr><\?\)/),
  );
  expect(details.filter((detail) => /^SCAN (?!p\d|\(subquery|SUBQUERY)/.test(detail))).toEqual([]);
});

test.each<UserQuery>([
  { search: 'ada' },
  { search: 'ada', sort: 'newest' },
  { search: 'ada', filter: 'with-two-factor' },
  { search: 'ada', filter: 'with-passkey' },
])('people %j: a search looks into four indexes, and reads no more than it may of each', async (query) => {
  asked.length = 0;
  await listUsers(db, query, { limit: 51 });
  const details = plans()
    .flat()
    .map(({ detail }) => detail);
  for (const index of [
    'email>? AND email<?',
    'name_folded>? AND name_folded<?',
    'name_rest>? AND name_rest<?',
    'name_last>? AND name_last<?',
  ])
    expect(details.filter((detail) => detail.startsWith('SEARCH users') && detail.includes(index))).toHaveLength(1);
  expect(details.filter((detail) => /^SCAN (?!p\d|\(subquery|SUBQUERY)/.test(detail))).toEqual([]);
});

function plans() {
  return asked.map(
    ({ statement, values }) =>
      connection.prepare(`explain query plan ${statement}`).all(...values) as {
        id: number;
        parent: number;
        detail: string;
      }[],
  );
}
