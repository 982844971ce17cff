import { countSessions } from './fixtures/database.ts';
import { noteFigures } from './fixtures/figures.ts';
import { type Answer, NoScriptClient } from './fixtures/no-script-client.ts';
import type { Protected } from './fixtures/people.ts';
import { engines, expect, type Place, test } from './fixtures/race-test.ts';
import { refusal, words } from './fixtures/words.ts';

/** Many clients, several server processes, one database: a code has one winner. */
const CLIENTS = 50;
/** Ten in a row are checked, then the account is locked (lib/config/limits.ts). */
const GUESSES = 30;
const LOOKED_AT = 10;

/** `RACES=20` is the long run. */
const ROUNDS = Number(process.env['RACES'] ?? 1);
const rounds = Array.from({ length: ROUNDS }, (_, index) => index + 1);

const kinds = [
  { kind: 'code', pick: ({ phone }: Protected) => phone.nextCode() },
  { kind: 'one-time password', pick: ({ recoveryCodes: [first = ''] }: Protected) => first },
];

/** Returns `clients` items by taking those of `all` in turns. */
function inTurns<T>(all: readonly T[], clients: number): T[] {
  return Array.from({ length: Math.ceil(clients / all.length) }, () => all)
    .flat()
    .slice(0, clients);
}

/** Opens this many browsers, each with a sign-in of its own that waits for the second factor. */
async function waiting({ processes, people }: Place, ada: Protected, clients = CLIENTS) {
  return Promise.all(
    inTurns(processes, clients).map(async ({ origin }) => {
      const browser = new NoScriptClient(origin);
      await people.beginSignIn(browser, ada);
      return codeForm(browser);
    }),
  );
}

/** Opens one browser whose sign-in waits for the second factor, at every process. */
async function waitingEverywhere({ processes, people }: Place, ada: Protected) {
  const browser = new NoScriptClient('');
  await people.beginSignIn(browser, ada);
  return Promise.all(processes.map(({ origin }) => codeForm(browser.at(origin))));
}

async function codeForm(browser: NoScriptClient): Promise<(code: string) => Promise<Answer>> {
  const challenge = await browser.open('/login/two-factor');
  return (code) => browser.submitOnce(challenge, words.challenge.form.submit, { code });
}

async function burst(send: readonly (() => Promise<Answer>)[]): Promise<Answer[]> {
  const answers = await Promise.all(send.map((one) => one()));
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  return answers;
}

/** Returns how many sessions result when all submit one code at once. */
async function winners(place: Place, ada: Protected, code: string, sign: ((code: string) => Promise<Answer>)[]) {
  await burst(sign.map((send) => () => send(code)));
  const sessions = await countSessions(place.database, ada.id);
  noteFigures({ ...place.on, clients: sign.length, winners: sessions });
  return sessions;
}

for (const on of engines)
  for (const round of rounds)
    test.describe(`${on.processes} processes on ${on.engine}, round ${round}`, () => {
      // In one worker, so that the processes start once. A test that fails now and then here has found a bug.
      test.describe.configure({ mode: 'default', retries: 0 });
      test.use({ on });

      for (const { kind, pick } of kinds) {
        test(`attack: one ${kind}, ${CLIENTS} sign-ins at once: one session`, async ({ place }) => {
          const ada = await place.people.makeProtected();
          const sign = await waiting(place, ada);
          expect(await winners(place, ada, pick(ada), sign)).toBe(1);
        });

        test(`attack: one ${kind}, one sign-in, sent ${CLIENTS} times at once: one session`, async ({ place }) => {
          const ada = await place.people.makeProtected();
          const sign = await waitingEverywhere(place, ada);
          expect(await winners(place, ada, pick(ada), inTurns(sign, CLIENTS))).toBe(1);
        });
      }

      test('attack: wrong codes at once cannot beat the limit', async ({ place }) => {
        const ada = await place.people.makeProtected();
        const sign = await waiting(place, ada, GUESSES);
        const answers = await burst(sign.map((send) => () => send(ada.phone.wrongCode())));
        const lookedAt = answers.filter(({ text }) => text.includes(refusal('code-wrong'))).length;
        const [late] = await waiting(place, ada, 1);
        const answer = await late?.(ada.phone.nextCode());
        noteFigures({ ...on, guesses: GUESSES, lookedAt });
        expect(lookedAt).toBe(LOOKED_AT);
        expect(answer?.text).toContain(refusal('too-many-attempts', { minutes: 15 }));
        expect(await countSessions(place.database, ada.id)).toBe(0);
      });

      test('attack: one code for signing in and for turning off at once: one of the two', async ({ place }) => {
        const ada = await place.people.makeProtected();
        const [sign] = await waiting(place, ada, 1);
        const owner = new NoScriptClient(place.processes.at(-1)?.origin ?? '');
        await place.people.signIn(owner, ada);
        const dialog = await owner.open('/profile/two-factor?dialog=disable');
        const code = ada.phone.nextCode();
        await burst([
          ...(sign ? [() => sign(code)] : []),
          () => owner.submitOnce(dialog, words.twoFactorDialogs.disable.submit, { code, password: ada.password }),
        ]);
        const { sql, tables } = place.database;
        const isOff = (await sql.select().from(tables.authenticators)).every(({ userId }) => userId !== ada.id);
        // The owner has one session already.
        const uses = Number(isOff) + (await countSessions(place.database, ada.id)) - 1;
        noteFigures({ ...on, uses });
        expect(uses).toBe(1);
      });
    });
