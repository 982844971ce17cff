import { count } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { expectedCatalogue } from '../test/catalogue.ts';
import { empty, openPglitePlace, openPostgresPlace, openSqlitePlace, type TestDatabase } from '../test/engines.ts';
import { startPostgres } from '../test/postgres-server.ts';
import { migrateOrFail } from './migrate-or-fail.ts';
import { findAttemptWait, resetFailures, tryConsume } from './queries/attempts.ts';
import {
  claimStep,
  confirmAuthenticator,
  insertPendingAuthenticator,
  selectConfirmedAuthenticators,
} from './queries/authenticators.ts';
import { claimChallengeAttempt, consumeChallenge, insertChallenge } from './queries/challenges.ts';
import { insertOAuthFlow } from './queries/oauth-flows.ts';
import { consumeRecoveryCode, insertRecoveryCodes } from './queries/recovery-codes.ts';
import { insertEvent, listEvents } from './queries/security-events.ts';
import { deleteSessions, findLiveSession, insertSession, replaceSessionId } from './queries/sessions.ts';
import { countMatchingUsers } from './queries/user-counts.ts';
import { listUsers } from './queries/user-list.ts';
import { findUser, insertUser, lockUser, updateName, updatePasswordHash } from './queries/users.ts';
import { query, type Store } from './store.ts';

const now = new Date('2026-11-24T12:00:00Z');
const in10 = new Date(now.getTime() + 600_000);

// A busy machine is no fault.
vi.setConfig({ testTimeout: 30_000 });
const server = await startPostgres();
afterAll(() => server?.stop());

/** What every engine must do. A second process is a second connection to the same database. */
const engines = [
  { name: 'SQLite', open: openSqlitePlace },
  { name: 'PostgreSQL in this process', open: openPglitePlace },
  ...(server ? [{ name: 'PostgreSQL', open: () => openPostgresPlace(server) }] : []),
];
if (!server) test.skip('the store on PostgreSQL: there is no server');

describe.each(engines)('the store on $name', ({ open }) => {
  let place: TestDatabase;
  let store: Store;
  beforeAll(async () => {
    place = await open();
    store = place.one;
  }, 120_000);
  afterAll(() => place.close());
  beforeEach(async () => {
    await empty(store);
    await insertUser(store, { id: 'ada', email: 'ada@example.com', name: 'Ada', passwordHash: 'hash', createdAt: now });
  });

  test('keeps instants to the millisecond and returns no row for a taken email', async () => {
    const created = new Date('2026-11-24T12:00:00.123Z');
    expect(
      await insertUser(store, { id: 'b', email: 'b@example.com', name: 'B', passwordHash: null, createdAt: created }),
    ).toHaveLength(1);
    expect((await findUser(store, 'b'))?.createdAt).toEqual(created);
    expect(
      await insertUser(store, { id: 'c', email: 'b@example.com', name: 'C', passwordHash: null, createdAt: created }),
    ).toEqual([]);
  });

  test('finds users by name however it is written, also those from before the folded name', async () => {
    const names = [
      'Özlem Çelik',
      'Юрий Гагарин',
      'Łukasz',
      'Αλέξανδρος',
      'STRAẞE',
      'Ｆｕｌｌ',
      'İpek',
      '東京 太郎',
      '50% off_',
      'Grace Augusta King',
    ];
    for (const name of names)
      await insertUser(store, {
        id: name,
        email: `${names.indexOf(name)}@example.com`,
        name,
        passwordHash: null,
        createdAt: now,
      });
    const find = async (search: string) => (await listUsers(store, { search }, { limit: 20 })).map(({ name }) => name);
    const expectAll = async () => {
      for (const [search, name] of [
        ['özlem', 'Özlem Çelik'],
        ['OZLEM celik', 'Özlem Çelik'],
        ['ÇELİK', 'Özlem Çelik'],
        ['ЮРИЙ', 'Юрий Гагарин'],
        ['гагарин', 'Юрий Гагарин'],
        ['lukasz', 'Łukasz'],
        ['αλεξανδροσ', 'Αλέξανδρος'],
        ['strasse', 'STRAẞE'],
        ['full', 'Ｆｕｌｌ'],
        ['ipek', 'İpek'],
        ['太郎', '東京 太郎'],
        ['50% off_', '50% off_'],
        ['off_', '50% off_'],
        ['celik', 'Özlem Çelik'],
        ['augusta k', 'Grace Augusta King'],
        ['king', 'Grace Augusta King'],
        ['ADA@EX', 'Ada'],
      ])
        expect(await find(search ?? '')).toEqual([name]);
      for (const none of ['a\0b', '%', '0% off', 'zlem', 'example.com']) expect(await find(none)).toEqual([]);
      expect(await countMatchingUsers(store, { search: 'özlem' })).toBe(1);
    };
    await expectAll();
    await updateName(store, 'ada', 'Zoë');
    expect(await find('zoe')).toEqual(['Zoë']);
    await updateName(store, 'ada', 'Ada');

    await store.sql.update(store.tables.users).set({ nameFolded: '', nameRest: null, nameLast: null });
    expect(await find('özlem')).toEqual([]);
    await migrateOrFail(store);
    await expectAll();
  });

  test('has the tables, columns and indices that the schema asks for', async () => {
    expect(await place.catalogue()).toEqual(expectedCatalogue());
  });

  test('migrates again without harm', async () => {
    await store.migrate();
    expect(await findUser(store, 'ada')).not.toBeNull();
  });

  test('rolls everything back when a transaction throws', async () => {
    const attempt = store.transaction(function* (tx) {
      yield* query(updatePasswordHash(tx, 'ada', 'new', 'hash'));
      throw new Error('halfway');
    });
    await expect(attempt).rejects.toThrow('halfway');
    expect((await findUser(store, 'ada'))?.passwordHash).toBe('hash');
  });

  test('counts in numbers, and keeps lists and named values as they are', async () => {
    const { sql, tables } = store;
    expect(await sql.select({ people: count() }).from(tables.users)).toEqual([{ people: 1 }]);
    const details = ['', 'ünï "quoted" \\u0041 \ud83d\udd11', 'null'];
    const event = {
      id: 'e',
      userId: 'ada',
      subject: null,
      at: now,
      kind: 'signed-in' as const,
      details,
      browser: 'B',
      ipAddress: 'A',
      actor: null,
    };
    await insertEvent(store, event);
    const named = { ...event, id: 'f', kind: 'signed-out' as const, details: { text: 'null', none: null, list: [1] } };
    await insertEvent(store, named);
    expect(await listEvents(store, 'ada', ['signed-in'], { limit: 9 })).toEqual([event]);
    expect(await listEvents(store, 'ada', null, { limit: 9 })).toEqual([named, event]);
  });

  test('locks a user for a decision, and returns none for an unknown id', async () => {
    const held = (id: string) => store.transaction((tx) => query(lockUser(tx, id)));
    expect(await held('ada')).toEqual([await findUser(store, 'ada')]);
    expect(await held('nobody')).toEqual([]);
  });

  test('of two changes of one password one wins', async () => {
    const [first, second] = await Promise.all([
      updatePasswordHash(place.one, 'ada', 'one', 'hash'),
      updatePasswordHash(place.two, 'ada', 'two', 'hash'),
    ]);
    expect([first.length, second.length].sort()).toEqual([0, 1]);
  });

  describe('single use, over two connections', () => {
    const both = (work: (db: Store) => PromiseLike<unknown[]>) =>
      Promise.all(Array.from({ length: 50 }, (_, index) => work(index % 2 ? place.one : place.two)));
    const winners = (outcomes: unknown[][]) => outcomes.filter((rows) => rows.length > 0).length;

    test('a step is claimed once, and an older one not at all', async () => {
      await insertPendingAuthenticator(store, {
        id: 'a',
        userId: 'ada',
        sealedSecret: 's',
        sessionIdHash: null,
        createdAt: now,
      });
      expect(await claimStep(store, 'a', 9, now)).toEqual([]);
      await confirmAuthenticator(store, 'a', { step: 10, now });
      expect(winners(await both((db) => claimStep(db, 'a', 12, now)))).toBe(1);
      expect(winners(await both((db) => claimStep(db, 'a', 11, now)))).toBe(0);
    });

    test('a recovery code is consumed once, and only while its hash stands there', async () => {
      await insertRecoveryCodes(store, [{ userId: 'ada', number: 3, hash: 'h', usedAt: null, expiresAt: null }]);
      expect(await consumeRecoveryCode(store, { userId: 'ada', number: 3, hash: 'of the set before' }, now)).toEqual(
        [],
      );
      expect(winners(await both((db) => consumeRecoveryCode(db, { userId: 'ada', number: 3, hash: 'h' }, now)))).toBe(
        1,
      );
    });

    test('a challenge is consumed once, takes five codes, and none when it is over', async () => {
      const challenge = {
        secretHash: 'c',
        userId: 'ada',
        firstFactor: 'password' as const,
        passwordFingerprint: null,
        returnTo: '/',
        attempts: 0,
        createdAt: now,
        expiresAt: in10,
      };
      await insertChallenge(store, challenge);
      expect(winners(await both((db) => claimChallengeAttempt(db, 'c', 5, now)))).toBe(5);
      expect(await consumeChallenge(store, 'c', in10)).toEqual([]);
      expect(winners(await both((db) => consumeChallenge(db, 'c', now)))).toBe(1);
    });

    test('an enrolment is pending once and confirmed once', async () => {
      const pending = (id: string) => ({ id, userId: 'ada', sealedSecret: 's', sessionIdHash: null, createdAt: now });
      expect(winners(await both((db) => insertPendingAuthenticator(db, pending('p'))))).toBe(1);
      expect(await insertPendingAuthenticator(store, pending('q'))).toEqual([]);
      expect(winners(await both((db) => confirmAuthenticator(db, 'p', { step: 1, now })))).toBe(1);
      expect(await insertPendingAuthenticator(store, pending('q'))).toHaveLength(1);
      expect(winners(await both((db) => confirmAuthenticator(db, 'q', { step: 1, now })))).toBe(1);
      expect(await selectConfirmedAuthenticators(store, 'ada')).toHaveLength(2);
    });
  });

  describe('the counter of attempts', () => {
    const counter = (key = 'totp:ada') => ({
      key,
      consecutiveFailures: 10,
      lockoutsMs: [900_000, 1_800_000, 3_600_000] as const,
      perWindow: 40,
      windowMs: 86_400_000,
    });
    const claim = (db: Store, at: Date, key?: string) => tryConsume(db, counter(key), at);
    const minutes = (count: number) => new Date(now.getTime() + count * 60_000);

    test('lets ten of a hundred parallel attempts through, over two connections (attack B-06)', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, (_, index) => claim(index % 2 ? place.one : place.two, now)),
      );
      expect(outcomes.filter((rows) => rows.length > 0)).toHaveLength(10);
      expect(await findAttemptWait(store, counter(), now)).toEqual(minutes(15));
    });

    test('counts each key alone', async () => {
      for (let count = 0; count < 10; count += 1) await claim(store, now);
      expect(await claim(store, now, 'recovery-code:ada')).toHaveLength(1);
    });

    test('neither shortens nor forgets a lockout when the clock goes back (attack B-08)', async () => {
      for (let count = 0; count < 10; count += 1) await claim(store, now);
      expect(await claim(store, minutes(-60 * 24))).toEqual([]);
      expect(await claim(store, minutes(14))).toEqual([]);
      expect(await claim(store, minutes(15))).toHaveLength(1);
    });

    test('resets consecutive failures at a success, and gives that attempt back', async () => {
      for (let count = 0; count < 9; count += 1) await claim(store, now);
      await claim(store, now);
      await resetFailures(store, 'totp:ada');
      expect(await claim(store, now)).toMatchObject([{ consecutiveFailures: 1 }]);
      expect(await findAttemptWait(store, counter(), now)).toBeNull();
    });
  });

  describe('sessions', () => {
    const session = (idHash: string) => ({
      idHash,
      userId: 'ada',
      authenticationMethods: ['password' as const],
      createdAt: now,
      lastUsedAt: now,
      expiresAt: in10,
      reauthenticatedAt: null,
      browser: 'Chrome',
      ipAddress: 'unknown',
      passkeyId: null,
    });
    const find = (idHash: string, at = now, idleSince = new Date(0)) => findLiveSession(store, idHash, at, idleSince);

    test('end absolutely and when idle', async () => {
      await insertSession(store, session('s'));
      expect((await find('s'))?.user.email).toBe('ada@example.com');
      expect(await find('s', in10)).toBeNull();
      expect(await find('s', now, now)).toBeNull();
      expect(await find('unknown')).toBeNull();
    });

    test('take a new id even while an OAuth flow is pending for them', async () => {
      await insertSession(store, session('old'));
      await insertOAuthFlow(store, {
        secretHash: 'i',
        purpose: 'prove',
        provider: 'google',
        sessionIdHash: 'old',
        returnTo: '/',
        createdAt: now,
        expiresAt: in10,
      });
      expect(await replaceSessionId(store, 'old', { idHash: 'new' })).toHaveLength(1);
      expect(await find('old')).toBeNull();
      expect(await find('new')).not.toBeNull();
    });

    test('several end at once, and no other', async () => {
      for (const id of ['a', 'b', 'c']) await insertSession(store, session(id));
      expect(await deleteSessions(store, ['a', 'c'])).toHaveLength(2);
      expect(await find('b')).not.toBeNull();
    });
  });
});
