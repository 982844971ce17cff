import { eq } from 'drizzle-orm';
import { Authenticator } from './fixtures/authenticator.ts';
import { countSessions, type Database } from './fixtures/database.ts';
import { noteFigures } from './fixtures/figures.ts';
import { type Answer, NoScriptClient } from './fixtures/no-script-client.ts';
import type { People, Protected } from './fixtures/people.ts';
import { type Engine, expect, test } from './fixtures/race-test.ts';
import { words } from './fixtures/words.ts';

/**
 * kill -9 during a request: each account is in the state before or after, never between. The moments are spread evenly
 * over the time that an undisturbed request takes. `KILLS=200` is the long run.
 */
const KILLS = Number(process.env['KILLS'] ?? 4);
const NEW_PASSWORD = 'lantern orbit meadow pencil';

type TestEnvironment = { people: People; database: Database; client: NoScriptClient };
type Operation = {
  name: string;
  /** Also on PostgreSQL, where spending and making could be committed separately. */
  isOnBoth?: boolean;
  /** Makes a user and everything up to the request. Returns the request, and a check of what it left behind. */
  prepare(
    testEnvironment: TestEnvironment,
  ): Promise<{ send: () => Promise<Answer>; judge: () => Promise<'before' | 'after' | 'between'> }>;
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
];

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
        const unharmed = await prepare({ people, database, client: new NoScriptClient(calm.origin) });
        const begin = performance.now();
        await unharmed.send();
        const duration = performance.now() - begin;
        await calm.stop();
        expect(await unharmed.judge(), 'unharmed').toBe('after');

        const seen: string[] = [];
        for (let kill = 0; kill < KILLS; kill += 1) {
          const victim = await app.secondInstance();
          const { send, judge } = await prepare({ people, database, client: new NoScriptClient(victim.origin) });
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
