import { noteFigures } from './fixtures/figures.ts';
import { test } from './fixtures/mail-sink.ts';
import type { Answer, NoScriptClient } from './fixtures/no-script-client.ts';
import { words } from './fixtures/words.ts';

/**
 * Measures how well the response time tells whether an email has an account: the area under the ROC curve, 0.5 is chance,
 * 1 is certainty (attack L-02). Takes samples of all kinds in turn, each turn in a different order, so that other load on
 * the machine affects all alike. Not a test: a busy machine proves nothing.
 */
const SAMPLES = Number(process.env['SAMPLES'] ?? 60);
const WARM_UP = 5;
const SETTLING = 5;

type Ask = (page: Answer, client: NoScriptClient, turn: number) => Promise<Answer>;
type Endpoint = { path: string; kinds: Record<string, Ask> };

test('response times do not tell who has an account', async ({ client, people, providers, database }) => {
  test.setTimeout(SAMPLES * 20_000 + 60_000);
  const [ada, grace] = [await people.makeProtected(), await people.make()];
  const joan = await people.make({ at: await providers.google.person() });
  const password = 'wrong password of some length';
  const signIn =
    (email: (turn: number) => string): Ask =>
    (page, visitor, turn) =>
      visitor.submitOnce(page, words.signIn.form.submit, { email: email(turn), password });
  const signUp =
    (email: (turn: number) => string): Ask =>
    (page, visitor, turn) =>
      visitor.submitOnce(page, words.signUp.form.submit, {
        name: 'Eve',
        email: email(turn),
        newPassword: 'lantern orbit meadow pencil',
      });
  const forgot =
    (email: (turn: number) => string): Ask =>
    (page, visitor, turn) =>
      visitor.submitOnce(page, words.resetPassword.ask.form.submit, { email: email(turn) });
  const nobody = (turn: number) => `nobody-${turn}-${Date.now()}@example.com`;
  // The others are compared with the first kind of each.
  const endpoints: Record<string, Endpoint> = {
    'sign-in': {
      path: '/login',
      kinds: {
        unknown: signIn(nobody),
        'incorrect password': signIn(() => grace.email),
        'provider only': signIn(() => joan.email),
        'two-factor': signIn(() => ada.email),
      },
    },
    'sign-up': { path: '/signup', kinds: { free: signUp(nobody), taken: signUp(() => grace.email) } },
    'forgotten password': {
      path: '/forgot-password',
      kinds: { unknown: forgot(nobody), known: forgot(() => grace.email) },
    },
  };
  const figures: Record<string, number> = { samples: SAMPLES };
  for (const [name, { path, kinds }] of Object.entries(endpoints)) {
    const visitor = client();
    const page = await visitor.open(path);
    const times: Record<string, number[]> = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
    for (let turn = -WARM_UP; turn < SAMPLES; turn += 1) {
      for (const [kind, ask] of shuffled(Object.entries(kinds))) {
        await database.sql.delete(database.tables.attempts);
        // Work after the previous response (a mail) must not slow this one down.
        for (let settling = 0; settling < SETTLING; settling += 1) await visitor.send('/api/health?ready');
        const begin = performance.now();
        await ask(page, visitor, turn);
        if (turn >= 0) times[kind]?.push(performance.now() - begin);
      }
    }
    const [[, base = []] = [], ...others] = Object.entries(times);
    for (const [kind, sample] of others) figures[`${name}: ${kind}`] = separation(base, sample);
  }
  noteFigures(figures);
});

function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((one) => ({ one, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

/** The chance that a time of one kind exceeds one of the other, or the reverse if that is greater. */
function separation(one: readonly number[], other: readonly number[]): number {
  const wins = one
    .flatMap((a) => other.map((b): number => (a < b ? 1 : a === b ? 0.5 : 0)))
    .reduce((sum, win) => sum + win, 0);
  const area = wins / (one.length * other.length);
  return Math.round(Math.max(area, 1 - area) * 1_000) / 1_000;
}
