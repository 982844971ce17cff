/**
 * On PostgreSQL two transactions run side by side, and neither sees what the other hasn't committed. A sign-in that has
 * just passed its first factor must not slip through while two-factor is turned on, nor with the old password while it
 * is changed: each is stopped at every one of its statements while the other goes on.
 */
import { isNull } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listSessions } from '../../../db/queries/sessions.ts';
import { findUser } from '../../../db/queries/users.ts';
import type { Store } from '../../../db/store.ts';
import { openPostgresPlace } from '../../../test/engines.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { startPostgres } from '../../../test/postgres-server.ts';
import { passedSecondFactor } from '../../rules/sign-in/authentication-methods.ts';
import { choosePassword } from '../account/choose-password.ts';
import { deleteAccount } from '../account/delete-account.ts';
import { recordEvent } from '../record-event.ts';
import { beginEnrolment } from '../two-factor/begin-enrolment.ts';
import { confirmEnrolment } from '../two-factor/confirm-enrolment.ts';
import { passwordFingerprint } from './steps/check-password.ts';
import { createSession } from './steps/create-session.ts';

const server = await startPostgres();
afterAll(() => server?.stop());

type Flow = (db: Store) => Promise<unknown>;

describe.skipIf(!server)('on PostgreSQL', () => {
  let testEnvironment: TestEnvironment;
  let watcher: Client;
  let count = 0;
  beforeAll(async () => {
    if (!server) return;
    const place = await openPostgresPlace(server);
    testEnvironment = await makeTestEnvironment(place);
    watcher = new Client(place.url);
    await watcher.connect();
  }, 60_000);
  afterAll(async () => {
    await watcher?.end();
    await testEnvironment?.close();
  });

  const someone = () => {
    count += 1;
    return testEnvironment.person(`person${count}@example.com`);
  };
  const on = (db: Store) => ({ ...testEnvironment.at(0), db });
  const isAnyoneWaiting = async () => (await watcher.query('select 1 from pg_locks where not granted')).rowCount !== 0;

  /** Stops `first` after so many statements of its transaction until `second` is done or waits for it. */
  async function stopFirst(first: Flow, statements: number, second: Flow): Promise<void> {
    let goOn = () => {};
    const released = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let reached = () => {};
    const stopped = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const pause = () => {
      reached();
      return released;
    };
    const firstDone = first(stoppingAt(testEnvironment.db, statements, pause));
    await Promise.race([stopped, firstDone]);
    let isSecondDone = false;
    const secondDone = second(testEnvironment.otherDb).finally(() => {
      isSecondDone = true;
    });
    await expect.poll(async () => isSecondDone || (await isAnyoneWaiting()), { timeout: 20_000 }).toBe(true);
    goOn();
    await Promise.all([firstDone, secondDone]);
  }

  const steps = [1, 2, 3, 4, 5, 6];

  test.each(
    steps.flatMap((statements) => [
      { statements, stopped: 'the sign-in' },
      { statements, stopped: 'turning two-factor on' },
    ]),
  )(
    'no session with one factor is left when $stopped is stopped after $statements statements',
    async ({ statements, stopped }) => {
      const { user, actor } = await someone();
      await beginEnrolment(testEnvironment.at(0), actor, { startOver: false });
      const codeAt = await testEnvironment.pendingCode(actor);
      const signIn: Flow = (db) =>
        createSession(on(db), { userId: user.id, methods: ['password'], passwordFingerprint: null });
      const turnOn: Flow = async (db) =>
        expect(await confirmEnrolment(on(db), actor, { code: codeAt(0), password: PASSWORD })).toMatchObject({
          ok: true,
        });
      await (stopped === 'the sign-in' ? stopFirst(signIn, statements, turnOn) : stopFirst(turnOn, statements, signIn));
      const left = await listSessions(testEnvironment.db, user.id);
      expect(left.map((session) => passedSecondFactor(session.authenticationMethods))).toEqual([true]);
    },
    60_000,
  );

  test.each(
    steps.flatMap((statements) => [
      { statements, stopped: 'the sign-in' },
      { statements, stopped: 'changing the password' },
    ]),
  )(
    'no session by the old password is left when $stopped is stopped after $statements statements',
    async ({ statements, stopped }) => {
      const { user, actor } = await someone();
      const stamp = passwordFingerprint((await findUser(testEnvironment.db, user.id))?.passwordHash ?? '');
      const signIn: Flow = (db) =>
        createSession(on(db), { userId: user.id, methods: ['password'], passwordFingerprint: stamp });
      const change: Flow = async (db) =>
        expect(
          await choosePassword(on(db), actor, { current: PASSWORD, chosen: 'another four word phrase' }),
        ).toMatchObject({ ok: true });
      await (stopped === 'the sign-in' ? stopFirst(signIn, statements, change) : stopFirst(change, statements, signIn));
      expect(await listSessions(testEnvironment.db, user.id)).toHaveLength(1);
    },
    60_000,
  );

  test.each([
    ...[1, 2, 3].map((statements) => ({ statements, stopped: 'its transaction' })),
    ...[2, 6, 12, 18, 24, 30].map((statements) => ({ statements, stopped: 'the deletion' })),
  ])(
    'attack: no event of a deleted account is left without a name when $stopped is stopped after $statements statements',
    async ({ statements, stopped }) => {
      const { user, actor } = await someone();
      // Refused where the account is gone by then.
      const write: Flow = (db) =>
        db
          .transaction((tx) => recordEvent(on(db), tx, { userId: user.id, kind: 'codes-refused' }))
          .catch((error: Error) => expect(error.message).toContain('foreign key'));
      const leave: Flow = async (db) =>
        expect(
          await deleteAccount(on(db), actor, { typedEmail: user.email, password: PASSWORD, submittedCode: null }),
        ).toMatchObject({ ok: true });
      await (stopped === 'the deletion' ? stopFirst(leave, statements, write) : stopFirst(write, statements, leave));
      const { securityEvents } = testEnvironment.db.tables;
      const rows = await testEnvironment.db.sql.select().from(securityEvents).where(isNull(securityEvents.userId));
      expect(rows.filter(({ subject }) => subject === user.email).length).toBeGreaterThan(2);
      expect(rows.filter(({ subject }) => subject === null)).toEqual([]);
    },
    60_000,
  );
});

/** A store whose transactions wait for `pause` once so many statements are done. */
function stoppingAt(db: Store, statements: number, pause: () => Promise<void>): Store {
  return {
    ...db,
    transaction: (work) =>
      db.transaction(function* (tx) {
        const flow = work(tx);
        let step = flow.next();
        for (let done = 1; !step.done; done += 1) {
          const rows = yield step.value;
          if (done === statements) yield pause();
          step = flow.next(rows);
        }
        return step.value;
      }),
  };
}
