/**
 * What an instance of an older version does to a database of this one, and this one to what that has left behind: no
 * account stands open, and no one is locked out (docs/decisions/017). The statements are those that 0.1.0 sends, as
 * recorded from it.
 */
import Database from 'better-sqlite3';
import { Client } from 'pg';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { insertPendingAuthenticator } from '../../../db/queries/authenticators.ts';
import { listSessions } from '../../../db/queries/sessions.ts';
import { setTwoFactorSince } from '../../../db/queries/two-factor-switch.ts';
import { findUser } from '../../../db/queries/users.ts';
import { openPostgresPlace, openSqlitePlace, type TestDatabase } from '../../../test/engines.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { startPostgres } from '../../../test/postgres-server.ts';
import { canonicalRecoveryCode } from '../../rules/two-factor/recovery-codes.ts';
import { describeTwoFactor } from '../two-factor/steps/describe-two-factor.ts';
import { createSession } from './steps/create-session.ts';
import { verifySecondFactor } from './verify-second-factor.ts';

// A busy machine is no fault.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });
const server = await startPostgres();
afterAll(() => server?.stop());

/** In the order of a sign-in, of Enable and of Disable. `ID` stands for a user's id. */
const statementsOf010 = {
  'reads whether two-factor is on':
    'select "id", "user_id", "sealed_secret", "session_id_hash", "created_at", "confirmed_at", "last_step", "last_used_at", "suspended_at" from "authenticators" where ("authenticators"."user_id" = \'ID\' and "authenticators"."confirmed_at" is not null)',
  'creates a challenge':
    'insert into "challenges" ("secret_hash", "user_id", "first_factor", "password_stamp", "return_to", "attempts", "created_at", "expires_at") values (\'c\', \'ID\', \'password\', null, \'/\', 0, NOW, NOW)',
  'creates a session':
    'insert into "sessions" ("id_hash", "user_id", "methods", "created_at", "last_used_at", "expires_at", "proved_at", "browser", "address") values (\'s\', \'ID\', \'["password"]\', NOW, NOW, NOW, null, \'\', \'\')',
  'reads a session':
    'select "sessions"."id_hash", "sessions"."methods", "sessions"."proved_at" from "sessions" where "sessions"."user_id" = \'ID\'',
  'counts a code':
    'insert into "attempts" ("key", "in_a_row", "in_the_day", "day_started_ms") values (\'totp:ID\', 1, 1, 1)',
  'begins an enrolment, and reads it back':
    'insert into "authenticators" ("id", "user_id", "sealed_secret", "session_id_hash", "created_at", "confirmed_at", "last_step", "last_used_at", "suspended_at") values (\'a\', \'ID\', \'x\', null, NOW, null, null, null, null) returning "id", "suspended_at"',
  'stores one-time passwords':
    'insert into "recovery_sets" ("user_id", "salt", "edition", "created_at") values (\'ID\', \'s\', 1, NOW)',
} as const;

type Engine = { name: string; open: () => Promise<TestDatabase>; send: (url: string, sql: string) => Promise<unknown> };
const engines: Engine[] = [
  {
    name: 'SQLite',
    open: openSqlitePlace,
    async send(url, sql) {
      const file = new Database(url.replace('file:', ''));
      try {
        const statement = file.prepare(sql.replaceAll('"', '`').replaceAll('NOW', '0'));
        return statement.reader ? statement.all() : statement.run();
      } finally {
        file.close();
      }
    },
  },
  ...(server
    ? [
        {
          name: 'PostgreSQL',
          open: () => openPostgresPlace(server),
          async send(url: string, sql: string) {
            const client = new Client(url);
            await client.connect();
            return client.query(sql.replaceAll('NOW', 'now()')).finally(() => client.end());
          },
        },
      ]
    : []),
];
if (!server) test.skip('older instances on PostgreSQL: there is no server');

describe.each(engines)('an instance of 0.1.0 left running on $name', ({ open, send }) => {
  let place: TestDatabase;
  let here: TestEnvironment;
  beforeEach(async () => {
    place = await open();
    here = await makeTestEnvironment(place);
  });
  afterEach(() => here.close());

  test.each(Object.entries(statementsOf010))('fails where it %s, and changes nothing', async (_what, statement) => {
    const person = await here.person();
    const { codeOf } = await here.enrol(person);
    const sessions = await listSessions(here.db, person.user.id);
    await expect(send(place.url, statement.replaceAll('ID', person.user.id))).rejects.toThrow(
      /no such column|has no column|does not exist/,
    );
    expect(await listSessions(here.db, person.user.id)).toEqual(sessions);
    // The owner signs in as before.
    const code = { method: 'totp', code: codeOf(2) } as const;
    const secret = (await here.challenge(2)) ?? '';
    expect(await verifySecondFactor(here.at(2), secret, code)).toMatchObject({ ok: true });
  });

  test('attack: an authenticator confirmed without the switch guards the account, and its use turns the switch', async () => {
    const person = await here.person();
    const { id } = person.user;
    const { codeOf } = await here.enrol(person);
    await setTwoFactorSince(here.db, id, null);
    expect(
      await createSession(here.at(2), { userId: id, methods: ['password'], passwordFingerprint: null }),
    ).toBeNull();
    expect(await describeTwoFactor(here.at(2), id)).toMatchObject({ isOn: true, since: here.at(0).now });
    const secret = (await here.challenge(2)) ?? '';
    const code = { method: 'totp', code: codeOf(2) } as const;
    expect(await verifySecondFactor(here.at(2), secret, code)).toMatchObject({ ok: true });
    expect(await findUser(here.db, id)).toMatchObject({ twoFactorSince: here.at(0).now });
  });

  test('attack: the switch guards the account without an authenticator, and a one-time password still signs in', async () => {
    const person = await here.person();
    const { id } = person.user;
    const { recoveryCodes } = await here.enrol(person);
    await here.db.sql.delete(here.db.tables.authenticators);
    expect(
      await createSession(here.at(2), { userId: id, methods: ['password'], passwordFingerprint: null }),
    ).toBeNull();
    const secret = (await here.challenge(2)) ?? '';
    expect(await verifySecondFactor(here.at(2), secret, { method: 'totp', code: '000000' })).toMatchObject({
      code: 'code-wrong',
    });
    const code = canonicalRecoveryCode(recoveryCodes[0] ?? '') ?? '';
    expect(await verifySecondFactor(here.at(2), secret, { method: 'recovery-code', code })).toMatchObject({ ok: true });
  });

  test('a pending authenticator turns nothing on', async () => {
    const { user, actor } = await here.person();
    const pending = { id: 'p', userId: user.id, sealedSecret: 'x', createdAt: here.at(0).now };
    await insertPendingAuthenticator(here.db, { ...pending, sessionIdHash: actor.sessionIdHash });
    expect(await here.challenge(1)).toBeNull();
  });
});
