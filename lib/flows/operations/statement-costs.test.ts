import { afterAll, expect, test } from 'vitest';
import { findLiveSession } from '../../../db/queries/sessions.ts';
import { statementsOf } from '../../../test/count-statements.ts';
import { openPostgresPlace, openSqlitePlace } from '../../../test/engines.ts';
import { makeTestEnvironment, PASSWORD } from '../../../test/environment.ts';
import { startPostgres } from '../../../test/postgres-server.ts';
import { statementCosts } from '../../../test/statement-costs.ts';
import { en } from '../../words/en.ts';
import { describeSignIns } from '../account/describe-account.ts';
import { describeNewest } from '../account/steps/describe-activity.ts';
import { describeEvents } from '../admin/describe-events.ts';
import { countUsers, describeUsers } from '../admin/describe-users.ts';
import { describeHomeApps } from '../apps/describe-launcher.ts';
import { completeFirstFactor } from '../sign-in/complete-first-factor.ts';
import { signInWithPassword } from '../sign-in/sign-in-with-password.ts';
import { verifySecondFactor } from '../sign-in/verify-second-factor.ts';
import { describeTwoFactor } from '../two-factor/steps/describe-two-factor.ts';

const server = await startPostgres();
afterAll(() => server?.stop());
const places = { SQLite: openSqlitePlace, PostgreSQL: async () => server && openPostgresPlace(server) };

test.each(['SQLite', 'PostgreSQL'] as const)(
  'a sign-in and the pages behind it send as many statements as decided, on %s',
  async (engine) => {
    const place = await places[engine]();
    // Without a server there is nothing to count; startPostgres has said so, and fails where CI is set.
    if (!place) return;
    const environment = await makeTestEnvironment(place);
    const { at } = environment;
    const person = await environment.person();
    const { codeOf, actor } = await environment.enrol(person);
    const signIn = async (minute: number) => {
      const context = at(minute);
      const password = await count(() => signInWithPassword(context, { email: 'ada@example.com', password: PASSWORD }));
      const passed = {
        userId: person.user.id,
        firstFactor: 'password',
        passwordFingerprint: null,
        returnTo: '/',
      } as const;
      let secret = '';
      const gate = await count(async () => {
        const next = await completeFirstFactor(context, passed);
        secret = next.next === 'challenge' ? next.secret : '';
      });
      const code = await count(async () => {
        const outcome = await verifySecondFactor(context, secret, { method: 'totp', code: codeOf(minute) });
        expect(outcome.ok).toBe(true);
      });
      return { password, gate, code };
    };
    // The first one opens connections, and counters don't exist yet.
    await signIn(5);
    const { password, gate, code } = await signIn(10);
    const now = at(11);
    const counts: Record<keyof typeof statementCosts, number> = {
      'the password of a sign-in': password,
      'the gate behind it': gate,
      'the code of a sign-in': code,
      'the session of a page': await count(() => findLiveSession(now.db, actor.sessionIdHash, now.now, at(0).now)),
      'what Home shows': await count(() =>
        Promise.all([
          describeTwoFactor(now, person.user.id),
          describeSignIns(now, actor),
          describeNewest(now, en, person.user.id, 3),
          describeHomeApps(now, person.user.id),
        ]),
      ),
      'what the Two-Factor tab shows': await count(() => describeTwoFactor(now, person.user.id)),
      'a page of people': await count(() => Promise.all([describeUsers(now, { sort: 'name' }, 1), countUsers(now)])),
      'a search for one person': await count(() => describeUsers(now, { search: 'ada' }, 1)),
      'a page of events': await count(() => describeEvents(now, en, { filter: 'all', email: '' })),
    };
    await environment.close();
    expect(counts).toEqual(statementCosts);
  },
);

/** Leaves out what a new connection of the pool sends first. */
async function count(work: () => PromiseLike<unknown>): Promise<number> {
  const statements = await statementsOf(async () => work());
  return statements.filter((text) => !text.startsWith('set statement_timeout')).length;
}
