import { noteFigures } from './fixtures/figures.ts';
import { type MachineApp, makeMachineApp } from './fixtures/machine-app.ts';
import { NoScriptClient } from './fixtures/no-script-client.ts';
import type { Protected } from './fixtures/people.ts';
import { engines, expect, type Place, test } from './fixtures/race-test.ts';

/** How often one code or token is used at once, by turns at every process. */
const USES = 20;
/** Rounds of each race; `RACES=200` is the long run. */
const ROUNDS = Number(process.env['RACES'] ?? 3);

/** Sends them all at once, at the processes by turns. Returns the winners; the others were refused as the protocol says. */
async function race(
  { processes }: Place,
  use: (origin: string) => Promise<{ status: number; error?: string; access_token?: string; refresh_token?: string }>,
) {
  const origins = Array.from({ length: USES }, (_, index) => processes[index % processes.length]?.origin ?? '');
  const answers = await Promise.all(origins.map(use));
  const winners = answers.filter(({ status }) => status === 200);
  const losers = answers.filter(({ status }) => status !== 200);
  expect(new Set(losers.map(({ status, error }) => `${status} ${error}`))).toEqual(new Set(['400 invalid_grant']));
  return winners;
}

async function begin({ people, processes, database }: Place): Promise<{ app: MachineApp; browser: NoScriptClient }> {
  const ada: Protected = await people.makeProtected();
  const browser = new NoScriptClient(processes[0]?.origin ?? '');
  await people.signIn(browser, ada);
  return { app: await makeMachineApp(database), browser };
}

/** Four on SQLite too: every one of them is a winner more than there may be. */
const places = engines.map(({ engine }) => ({ engine, processes: 4 }));

for (const on of places)
  test.describe(`${on.processes} processes on ${on.engine}`, () => {
    // In one worker, so that the processes start once. A test that fails now and then here has found a bug.
    test.describe.configure({ mode: 'default', retries: 0 });
    test.use({ on });

    test(`attack: a code of an app, used ${USES} times at once at every process: one winner, who keeps what it got`, async ({
      place,
    }) => {
      test.setTimeout(60_000 + ROUNDS * 5_000);
      const { app, browser } = await begin(place);
      const last = place.processes.at(-1)?.origin ?? '';
      let [winners, dead] = [0, 0];
      for (let round = 0; round < ROUNDS; round += 1) {
        const { redeem } = await app.begin(browser);
        const won = await race(place, redeem);
        winners += won.length;
        for (const { access_token = '' } of won) dead += Number(!(await app.isAlive(last, access_token)));
      }
      noteFigures({ ...on, codesRaced: ROUNDS, uses: USES, codeWinners: winners, deadWinners: dead });
      expect({ winners, dead }).toEqual({ winners: ROUNDS, dead: 0 });
    });

    test(`attack: a refresh token, used ${USES} times at once at every process: one winner, who goes on`, async ({
      place,
    }) => {
      test.setTimeout(60_000 + ROUNDS * 5_000);
      const { app, browser } = await begin(place);
      const { redeem } = await app.begin(browser);
      let { refresh_token: token = '' } = await redeem(place.processes[0]?.origin ?? '');
      let winners = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const won = await race(place, (origin) => app.renew(origin, token));
        winners += won.length;
        // The next round is run with what the winner got: it is alive, or that round has none.
        token = won[0]?.refresh_token ?? '';
      }
      noteFigures({ ...on, tokensRaced: ROUNDS, uses: USES, tokenWinners: winners });
      expect(winners).toBe(ROUNDS);
    });
  });
