import { eq } from 'drizzle-orm';
import { Authenticator } from './fixtures/authenticator.ts';
import { countSessions, type Database } from './fixtures/database.ts';
import { noteFigures } from './fixtures/figures.ts';
import { type MachineApp, makeMachineApp } from './fixtures/machine-app.ts';
import { NoScriptClient } from './fixtures/no-script-client.ts';
import type { People, Protected } from './fixtures/people.ts';
import { type Engine, expect, test } from './fixtures/race-test.ts';
import { words } from './fixtures/words.ts';

/**
 * kill -9 during a request: each account is in the state before or after, never between. The moments are spread evenly
 * over the time that an undisturbed request takes. `KILLS=200` is the long run.
 */
const KILLS = Number(process.env['KILLS'] ?? 4);
const NEW_PASSWORD = 'lantern orbit meadow pencil';

/** `origin` is that of the victim, `alive` that of a process which no one kills. */
type TestEnvironment = { people: People; database: Database; client: NoScriptClient; origin: string; alive: string };
type Operation = {
  name: string;
  /** Also on PostgreSQL, where spending and making could be committed separately. */
  isOnBoth?: boolean;
  /** Makes a user and everything up to the request. Returns the request, and a check of what it left behind. */
  prepare(
    testEnvironment: TestEnvironment,
  ): Promise<{ send: () => Promise<unknown>; judge: () => Promise<'before' | 'after' | 'between'> }>;
};

const operations: Operation[] = [
  {
    name: 'turning two-factor on',
    async prepare({ people, database, client }) {
      const ada = await people.make();
      await people.signIn(client, ada);
      const dialog = await client.submit(await client.open('/profile/two-factor'), words.twoFactor.off.enable);
      const uri = /href="(otpauth:[^"]+)"/.exec(dialog.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
      const code = new Authenticator(uri).nextCode();
      return {
        send: () =>
          client.submitOnce(dialog, words.twoFactorDialogs.enable.form.submit, { code, password: ada.password }),
        judge: async () => {
          const { isOn, codes } = await protection(database, ada.id);
          if (isOn && codes === 10) return 'after';
          return isOn || codes > 0 ? 'between' : 'before';
        },
      };
    },
  },
  {
    name: 'turning two-factor off',
    async prepare({ people, database, client }) {
      const ada = await people.makeProtected();
      await people.signIn(client, ada);
      const dialog = await client.open('/profile/two-factor?dialog=disable');
      const code = ada.phone.nextCode();
      return {
        send: () => client.submitOnce(dialog, words.twoFactorDialogs.disable.submit, { code, password: ada.password }),
        judge: async () => {
          const { isOn, codes, isStepSpent } = await protection(database, ada.id);
          if (!isOn && codes === 0) return 'after';
          return isOn && codes === 10 && !isStepSpent ? 'before' : 'between';
        },
      };
    },
  },
  signingIn('signing in with a code', ({ phone }) => phone.nextCode()),
  signingIn('signing in with a one-time password', ({ recoveryCodes }) => recoveryCodes[4] ?? ''),
  {
    name: 'changing the password',
    async prepare({ people, database, client }) {
      const ada = await people.make();
      await people.signIn(client, ada);
      await people.cookieFor(ada);
      const before = await passwordHash(database, ada.id);
      const page = await client.open('/profile/password');
      const typed = { currentPassword: ada.password, newPassword: NEW_PASSWORD };
      return {
        send: () => client.submitOnce(page, words.password.form.change, typed),
        judge: async () => {
          const isChanged = (await passwordHash(database, ada.id)) !== before;
          const sessions = await countSessions(database, ada.id);
          if (isChanged && sessions === 1) return 'after';
          return !isChanged && sessions === 2 ? 'before' : 'between';
        },
      };
    },
  },
  {
    name: 'redeeming a code of an app',
    isOnBoth: true,
    async prepare({ people, database, client, origin, alive }) {
      const { app, begin } = await signedInToApp(people, database, client);
      const { redeem } = await begin();
      return {
        send: () => redeem(origin),
        judge: () => judgeOnce({ app, database, client, alive }, 'AuthorizationCode', redeem),
      };
    },
  },
  {
    name: 'renewing what an app holds',
    async prepare({ people, database, client, origin, alive }) {
      const { app, begin } = await signedInToApp(people, database, client);
      const { refresh_token: token = '' } = await (await begin()).redeem(alive);
      const renew = (at: string) => app.renew(at, token);
      return {
        send: () => renew(origin),
        judge: () => judgeOnce({ app, database, client, alive }, 'RefreshToken', renew),
      };
    },
  },
];

async function signedInToApp(people: People, database: Database, client: NoScriptClient) {
  await people.signIn(client, await people.makeProtected());
  const app = await makeMachineApp(database);
  return { app, begin: () => app.begin(client) };
}

/**
 * What can be used once is spent, or it is as it was: never does it give something and can be used again. An app whose
 * answer was lost starts again, and gets what it asks for (attack G-55).
 */
async function judgeOnce(
  { app, database, client, alive }: Pick<TestEnvironment, 'database' | 'client' | 'alive'> & { app: MachineApp },
  of: 'AuthorizationCode' | 'RefreshToken',
  use: (origin: string) => Promise<{ status: number }>,
) {
  const { sql, tables } = database;
  const { openidRecords: records } = tables;
  const held = await sql.select().from(records).where(eq(records.appId, app.id));
  const isSpent = held.some(({ kind, consumedAt }) => kind === of && consumedAt !== null);
  const again = await use(alive);
  const fresh = await (await app.begin(client.at(alive))).redeem(alive);
  if ((again.status === 200) === isSpent || fresh.status !== 200) return 'between';
  return isSpent ? 'after' : 'before';
}

/** The code is spent and its session exists, or neither (attack A-23). */
function signingIn(name: string, pick: (ada: Protected) => string): Operation {
  return {
    name,
    isOnBoth: true,
    async prepare({ people, database, client }) {
      const ada = await people.makeProtected();
      await people.beginSignIn(client, ada);
      const challenge = await client.open('/login/two-factor');
      const code = pick(ada);
      return {
        send: () => client.submitOnce(challenge, words.challenge.form.submit, { code }),
        judge: async () => {
          const { unused, isStepSpent } = await protection(database, ada.id);
          const isSpent = isStepSpent || unused === 9;
          if (isSpent !== ((await countSessions(database, ada.id)) === 1)) return 'between';
          return isSpent ? 'after' : 'before';
        },
      };
    },
  };
}

const places: readonly Engine[] = [
  { engine: 'SQLite', processes: 1 },
  { engine: 'PostgreSQL', processes: 1 },
];

for (const on of places)
  test.describe(`on ${on.engine}`, () => {
    // In one worker, so that the app starts once. A test that fails now and then here has found a bug.
    test.describe.configure({ mode: 'default', retries: 0 });
    test.use({ on });

    for (const { name, prepare, isOnBoth } of operations) {
      if (on.engine !== 'SQLite' && !isOnBoth) continue;
      test(`fault: kill -9 while ${name}: before or after, never between`, async ({ place }) => {
        test.setTimeout(60_000 + KILLS * 30_000);
        const { people, database } = place;
        const [app] = place.processes;
        if (!app) throw new Error('No process runs');
        // The time of a process that has just started, as each victim has.
        const calm = await app.secondInstance();
        const unharmed = await prepare({
          ...{ people, database, client: new NoScriptClient(calm.origin), origin: calm.origin },
          alive: app.origin,
        });
        const begin = performance.now();
        await unharmed.send();
        const duration = performance.now() - begin;
        await calm.stop();
        expect(await unharmed.judge(), 'unharmed').toBe('after');

        const seen: string[] = [];
        for (let kill = 0; kill < KILLS; kill += 1) {
          const victim = await app.secondInstance();
          const client = new NoScriptClient(victim.origin);
          const { send, judge } = await prepare({
            ...{ people, database, client, origin: victim.origin },
            alive: app.origin,
          });
          const answer = send().catch(() => null);
          const moment = (duration * (kill + Math.random())) / KILLS;
          await Promise.race([answer, new Promise((resume) => setTimeout(resume, moment))]);
          await victim.crash();
          await answer;
          seen.push(await judge());
        }
        const count = (state: string) => seen.filter((one) => one === state).length;
        noteFigures({
          engine: on.engine,
          operation: name,
          kills: KILLS,
          before: count('before'),
          after: count('after'),
          between: count('between'),
        });
        expect(seen).not.toContain('between');
        expect(await isWhole(database)).toBe(true);
      });
    }
  });

async function protection({ sql, tables: { authenticators, recoveryCodes } }: Database, userId: string) {
  const rows = await sql.select().from(authenticators).where(eq(authenticators.userId, userId));
  const codes = await sql.select().from(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  return {
    isOn: rows.some((row) => row.confirmedAt !== null),
    isStepSpent: rows.some((row) => row.lastStep !== null),
    codes: codes.length,
    unused: codes.filter((code) => code.usedAt === null).length,
  };
}

async function passwordHash({ sql, tables: { users } }: Database, userId: string): Promise<string | null> {
  const [user] = await sql.select().from(users).where(eq(users.id, userId));
  return user?.passwordHash ?? null;
}

/** The database still works, and every row has its owner. */
async function isWhole({ sql, tables: { sessions, users } }: Database): Promise<boolean> {
  const orphans = (
    await sql
      .select({ id: sessions.userId, owner: users.id })
      .from(sessions)
      .leftJoin(users, eq(users.id, sessions.userId))
  ).filter(({ owner }) => owner === null);
  return orphans.length === 0;
}
