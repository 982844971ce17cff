import type { AppServer } from './fixtures/app-server.ts';
import { countSessions } from './fixtures/database.ts';
import { noteFigures } from './fixtures/figures.ts';
import { NoScriptClient } from './fixtures/no-script-client.ts';
import type { People, Protected } from './fixtures/people.ts';
import { expect, test } from './fixtures/test.ts';

// What fails once in a while here is broken.
test.describe.configure({ retries: 0 });

/** Many hands, two server processes, one database: a code has one winner. */
const HANDS = 50;
type Place = { app: AppServer; twin: AppServer; people: People };
const twins = test.extend<object, { twin: AppServer }>({
  twin: [
    async ({ app }, use) => {
      const twin = await app.twin();
      await use(twin);
      expect(twin.log.faults(0), 'faults in the log of the second process').toEqual([]);
      await twin.stop();
    },
    { scope: 'worker' },
  ],
});

/** As many browsers as hands, each with a sign-in of its own that waits for the second factor. */
async function waiting({ app, twin, people }: Place, ada: Protected, hands = HANDS) {
  const browsers = Array.from(
    { length: hands },
    (_, index) => new NoScriptClient(index % 2 ? twin.origin : app.origin),
  );
  return Promise.all(
    browsers.map(async (browser) => {
      await people.beginSignIn(browser, ada);
      const challenge = await browser.open('/login/two-factor');
      return (code: string) => browser.submitOnce(challenge, 'Sign In', { code });
    }),
  );
}

async function burst(send: readonly (() => Promise<{ status: number }>)[]) {
  const answers = await Promise.all(send.map((one) => one()));
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
}

/** `RACES=200` makes the long run. */
const ROUNDS = Number(process.env['RACES'] ?? 3);

for (const round of Array.from({ length: ROUNDS }, (_, index) => index + 1)) {
  twins(
    `attack: one code, ${HANDS} sign-ins at once, two processes: one session (round ${round})`,
    async ({ app, twin, people, database }) => {
      const ada = await people.makeProtected();
      const sign = await waiting({ app, twin, people }, ada);
      const code = ada.phone.nextCode();
      await burst(sign.map((send) => () => send(code)));
      const winners = await countSessions(database, ada.id);
      noteFigures({ rounds: 1, hands: HANDS, processes: 2, winners });
      expect(winners).toBe(1);
    },
  );
}

twins(
  `attack: one one-time password, ${HANDS} sign-ins at once, two processes: one session`,
  async ({ app, twin, people, database }) => {
    const ada = await people.makeProtected();
    const sign = await waiting({ app, twin, people }, ada);
    await burst(sign.map((send) => () => send(ada.recoveryCodes[0] ?? '')));
    expect(await countSessions(database, ada.id)).toBe(1);
  },
);

twins(
  `attack: one code, one sign-in, sent ${HANDS} times at once to two processes: one session`,
  async ({ app, twin, people, database }) => {
    const ada = await people.makeProtected();
    const browser = new NoScriptClient(app.origin);
    const challenge = await browser.submit(await browser.open('/login'), 'Sign In', {
      email: ada.email,
      password: ada.password,
    });
    const other = browser.at(twin.origin);
    const there = await other.open('/login/two-factor');
    const code = ada.phone.nextCode();
    const sends = Array.from(
      { length: HANDS },
      (_, index) => () =>
        index % 2 ? other.submitOnce(there, 'Sign In', { code }) : browser.submitOnce(challenge, 'Sign In', { code }),
    );
    await burst(sends);
    expect(await countSessions(database, ada.id)).toBe(1);
  },
);

twins('attack: wrong codes at once cannot beat the limit', async ({ app, twin, people, database }) => {
  const ada = await people.makeProtected();
  const sign = await waiting({ app, twin, people }, ada, 30);
  await burst(sign.map((send) => () => send(ada.phone.wrongCode())));
  const [late] = await waiting({ app, twin, people }, ada, 1);
  const answer = await late?.(ada.phone.nextCode());
  expect(answer?.text).toContain('Too many attempts. Try again in 15 minutes.');
  expect(await countSessions(database, ada.id)).toBe(0);
});

twins(
  'attack: one code for signing in and for turning off at once: one of the two',
  async ({ app, twin, people, database }) => {
    const ada = await people.makeProtected();
    const [sign] = await waiting({ app, twin, people }, ada, 1);
    const owner = new NoScriptClient(app.origin);
    await people.signIn(owner, ada);
    const dialog = await owner.open('/profile/two-factor?dialog=disable');
    const code = ada.phone.nextCode();
    await burst([
      async () => (await sign?.(code)) ?? { status: 0 },
      () => owner.submitOnce(dialog, 'Disable', { code, password: ada.password }),
    ]);
    const isOff = (await database.sql.select().from(database.tables.authenticators)).every(
      ({ userId }) => userId !== ada.id,
    );
    expect(await countSessions(database, ada.id)).toBe(isOff ? 1 : 2);
  },
);
