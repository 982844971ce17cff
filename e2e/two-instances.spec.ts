import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { startProcess } from './fixtures/app-server.ts';
import { Authenticator } from './fixtures/authenticator.ts';
import type { Cluster } from './fixtures/cluster.ts';
import { expect, test } from './fixtures/cluster-test.ts';
import { freePort } from './fixtures/free-port.ts';
import type { NoScriptClient } from './fixtures/no-script-client.ts';
import type { Protected } from './fixtures/people.ts';
import { hello, refusal, words } from './fixtures/words.ts';

// nginx gives each request to the next instance: state that one of them kept to itself would be missing in the other.
test.describe.configure({ mode: 'default', retries: 0 });

/** Returns which instance handled each of these forms since `begin`. */
function answeredBy({ nginx }: Cluster, begin: number, request: string): string[] {
  const lines = nginx.passedOn().slice(begin);
  return lines.filter((line) => line.request === request).map(({ instance }) => instance);
}

/** Sends requests until the next form goes to another instance than the last one since `begin`. */
async function awaitOtherTurn({ nginx }: Cluster, browser: NoScriptClient, begin: number): Promise<void> {
  // nginx writes its line after it has sent the response.
  const passed = (request: RegExp) =>
    nginx
      .passedOn()
      .slice(begin)
      .filter((line) => request.test(line.request));
  await expect.poll(() => passed(/^POST /).length).toBeGreaterThan(0);
  const form = passed(/^POST /).at(-1);
  const turn = async () => {
    const before = passed(/health$/).length;
    await browser.open('/api/health');
    await expect.poll(() => passed(/health$/).length).toBe(before + 1);
    return passed(/health$/).at(-1)?.instance;
  };
  for (let last = await turn(); last !== form?.instance; last = await turn());
}

/** Opens this many browsers, each with a sign-in that waits for its code. */
async function waiting(cluster: Cluster, ada: Protected, clients: number) {
  return Promise.all(
    Array.from({ length: clients }, async () => {
      const browser = cluster.client();
      await cluster.people.beginSignIn(browser, ada);
      return { browser, challenge: await browser.open('/login/two-factor') };
    }),
  );
}

test('a sign-in begun on one instance is finished on the other', async ({ cluster }) => {
  const ada = await cluster.people.makeProtected();
  const begin = cluster.nginx.passedOn().length;
  const browser = cluster.client();
  const challenge = await browser.submit(await browser.open('/login'), words.signIn.form.submit, {
    email: ada.email,
    password: ada.password,
  });
  await awaitOtherTurn(cluster, browser, begin);
  const home = await browser.submit(challenge, words.challenge.form.submit, { code: ada.phone.nextCode() });
  expect(home.text).toContain(hello('Ada'));
  const forms = () => ['POST /login', 'POST /login/two-factor'].flatMap((form) => answeredBy(cluster, begin, form));
  await expect.poll(() => forms().sort()).toEqual(cluster.instances.map(({ origin }) => addressOf(origin)).sort());
});

test('two-factor is set up on one instance and confirmed on the other', async ({ cluster }) => {
  const ada = await cluster.people.make();
  const browser = cluster.client();
  await cluster.people.signIn(browser, ada);
  const begin = cluster.nginx.passedOn().length;
  const dialog = await browser.submit(await browser.open('/profile/two-factor'), words.twoFactor.off.enable);
  await awaitOtherTurn(cluster, browser, begin);
  const uri = /href="(otpauth:[^"]+)"/.exec(dialog.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const done = await browser.submit(dialog, words.twoFactorDialogs.enable.form.submit, {
    code: new Authenticator(uri).nextCode(),
    password: ada.password,
  });
  expect(done.text).toContain(words.oneTimePasswords.news.enabled.heading);
  await expect.poll(() => new Set(answeredBy(cluster, begin, 'POST /profile/two-factor')).size).toBe(2);
});

test('attack: wrong codes spread over both instances, with forged IP addresses, beat no limit', async ({ cluster }) => {
  const ada = await cluster.people.makeProtected();
  const fromAddress = (index: number) => ({ headers: { 'x-forwarded-for': `203.0.113.${index}` } });
  const clients = await waiting(cluster, ada, 14);
  await Promise.all(
    clients.map(({ browser, challenge }, index) =>
      browser.submitOnce(challenge, words.challenge.form.submit, { code: ada.phone.wrongCode() }, fromAddress(index)),
    ),
  );
  for (const { browser, challenge } of await waiting(cluster, ada, 2)) {
    const answer = await browser.submit(challenge, words.challenge.form.submit, { code: ada.phone.nextCode() });
    expect(answer.text).toContain(refusal('too-many-attempts', { minutes: 15 }));
  }
  const { sql, tables } = cluster.database;
  const events = await sql.select().from(tables.securityEvents).where(eq(tables.securityEvents.userId, ada.id));
  expect(new Set(events.map(({ ipAddress }) => ipAddress))).toEqual(new Set(['127.0.0.1']));
});

test('a browser that is signed out on one instance is out on both at once', async ({ cluster }) => {
  const ada = await cluster.people.makeProtected();
  const [here, there] = [cluster.client(), cluster.client()];
  for (const browser of [here, there]) await cluster.people.signIn(browser, ada);
  // One request to each instance.
  for (const _turn of cluster.instances) expect((await there.open('/profile')).path).toBe('/profile');
  await here.submit(await here.open('/profile/sessions'), words.sessions.row.signOut, {
    session: await sessionOf(cluster, there, ada),
  });
  for (const _turn of cluster.instances) expect((await there.send('/profile')).status).toBe(307);
  expect((await here.open('/profile')).path).toBe('/profile');
});

test('nginx compresses what the instances do not: pages and scripts', async ({ cluster }) => {
  const asked = { headers: { 'accept-encoding': 'gzip' } };
  const [, script = ''] = /<script src="([^"]+)"/.exec((await cluster.client().send('/login')).html) ?? [];
  for (const path of ['/login', script]) {
    const answer = await cluster.client().send(path, asked);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.get('vary')).toContain('Accept-Encoding');
  }
});

test('an instance whose build names forms by another key than the one set does not start, and says so', async ({
  cluster,
}) => {
  const NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = randomBytes(32).toString('base64');
  const start = startProcess(await freePort(), { ...cluster.environment, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY });
  await expect(start).rejects.toThrow(/made with another NEXT_SERVER_ACTIONS_ENCRYPTION_KEY/);
});

/** Returns the id of that browser in the list of sessions. */
async function sessionOf(cluster: Cluster, browser: NoScriptClient, ada: Protected): Promise<string> {
  const mine = await browser.open('/profile/sessions');
  const { sql, tables } = cluster.database;
  const rows = await sql.select().from(tables.sessions).where(eq(tables.sessions.userId, ada.id));
  const others = rows.filter(({ idHash }) => mine.html.includes(`value="${idHash}"`)).map(({ idHash }) => idHash);
  return rows.find(({ idHash }) => !others.includes(idHash))?.idHash ?? '';
}

const addressOf = (origin: string) => new URL(origin).host.replace('localhost', '127.0.0.1');
