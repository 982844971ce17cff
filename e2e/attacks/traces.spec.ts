import BetterSqlite3 from 'better-sqlite3';
import { freeOrigin, startApp } from '../fixtures/app-server.ts';
import { openDatabase } from '../fixtures/database.ts';
import { test as base } from '../fixtures/mail-sink.ts';
import { NoScriptClient } from '../fixtures/no-script-client.ts';
import { makePeople } from '../fixtures/people.ts';
import { expect } from '../fixtures/test.ts';
import { startTraceCollector, type TraceCollector } from '../fixtures/trace-collector.ts';
import { hello, words } from '../fixtures/words.ts';

const test = base.extend<object, { collector: TraceCollector }>({
  collector: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const collector = await startTraceCollector();
      await use(collector);
      await collector.stop();
    },
    { scope: 'worker' },
  ],
  app: [
    async ({ origin, providers, sink, collector }, use) => {
      const places = { ...providers.environment, ...sink.environment, ...collector.environment };
      const app = await startApp(origin, places);
      await use(app);
      await app.stop();
    },
    { scope: 'worker' },
  ],
});

const NEW_PASSWORD = 'canary lantern orbit meadow pencil';

test('attack: traces contain no token of a link, no code, password, cookie or email of a user', async ({
  app,
  people,
  sink,
  providers,
  collector,
  page,
}) => {
  const ada = await people.makeProtected({ password: 'canary kestrel orchard lantern' });
  const [browser, phoneless] = [new NoScriptClient(app.origin), new NoScriptClient(app.origin)];
  const codes = [ada.phone.wrongCode()];
  const nextCode = () => {
    codes.push(ada.phone.nextCode());
    return codes.at(-1) ?? '';
  };

  const challenge = await browser.submit(await browser.open('/login'), words.signIn.form.submit, {
    email: ada.email,
    password: ada.password,
  });
  const again = await browser.submit(challenge, words.challenge.form.submit, { code: codes[0] ?? '' });
  await browser.submit(again, words.challenge.form.submit, { code: nextCode() });
  for (const path of ['/profile', '/profile/two-factor', '/profile/activity?page=2']) {
    await browser.send(path);
    await browser.send(path, { headers: { rsc: '1' } });
  }

  // A link from a mail, also as some mail programs encode it, and a mistyped path.
  await phoneless.submit(await phoneless.open('/forgot-password'), words.resetPassword.ask.form.submit, {
    email: ada.email,
  });
  const { link } = await sink.mailTo(ada.email, words.linkMails.resetPassword.subject);
  const { pathname, search, searchParams } = new URL(link);
  const token = searchParams.get('token') ?? '';
  expect(token.length).toBeGreaterThan(40);
  const choice = await phoneless.open(pathname + search);
  for (const spelt of [
    `${pathname}${search.replace('?', '%3F')}`,
    `/no-such-page?token=${token}&email=${ada.email}`,
    `/login?email=${encodeURIComponent(ada.email)}`,
    `${pathname}?token=${token}%20with%20spaces`,
  ])
    await phoneless.send(spelt);
  await phoneless.submit(choice, words.resetPassword.choose.form.submit, { newPassword: NEW_PASSWORD });

  // The server calls a provider, with secrets of its own.
  const grace = await providers.facebook.person();
  await page.goto('/login');
  await page.getByRole('button', { name: words.providers.signIn({ provider: 'Facebook' }) }).click();
  await providers.facebook.agree(page, grace);
  await expect(page.getByRole('heading', { level: 1, name: hello('Grace') })).toBeVisible();
  const cookies = [
    ...(await page.context().cookies()).map(({ value }) => value),
    ...[browser, phoneless].flatMap(({ cookiesSent }) => cookiesSent.map((line) => line.split(/[=;]/)[1] ?? '')),
  ].filter((value) => value.length > 8);
  expect(cookies.length).toBeGreaterThan(5);
  await page.goto('about:blank');
  // Pending spans arrive at the end.
  await app.stop();

  const [spans, raw] = [collector.spans(), collector.raw()];
  expect(spans.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['GET /link/[purpose]', 'POST /login/two-factor', 'GET /profile/two-factor']),
  );
  expect(spans.map(({ attributes }) => attributes['http.target'])).toContain(pathname);
  const secrets = [token, ada.email, grace.email ?? '', ada.password, NEW_PASSWORD, ...cookies];
  const settings = ['AUTH_SECRET', 'ENCRYPTION_KEYS', 'AUTH_FACEBOOK_SECRET'].map(
    (name) => app.environment[name] ?? '',
  );
  for (const secret of [...secrets, ...settings])
    for (const form of [secret, encodeURIComponent(secret)]) expect(raw.includes(form), form.slice(0, 6)).toBe(false);
  // Every time and id contains six digits in a row.
  const told = JSON.stringify(spans.map(({ name, attributes }) => [name, attributes]));
  for (const code of codes) expect(told).not.toContain(code);
  expect(raw, 'no query of any address, and no address of a person').not.toMatch(/[?@]|%3F|%40/i);
});

test('attack: an error quotes a query with its values: the traces say that a page failed, without the message', async ({
  collector,
}) => {
  const app = await startApp(await freeOrigin(), collector.environment);
  const database = await openDatabase(app);
  const people = makePeople(app, database);
  const browser = new NoScriptClient(app.origin);
  await people.signIn(browser, await people.make());
  const beside = new BetterSqlite3((app.environment['DATABASE_URL'] ?? '').replace('file:', ''));
  beside.exec('ALTER TABLE security_events RENAME TO elsewhere');
  await browser.open('/profile/activity');
  beside.close();
  await database.close();
  await app.stop();
  const reason = 'no such table: security_events';
  expect(app.log.text(), 'the log has the words').toContain(reason);
  expect(collector.spans().filter(({ isFailed }) => isFailed)).not.toEqual([]);
  const words = collector.raw().match(/.{20}security_events|\bat [^"]+:\d+:\d+/g) ?? [];
  expect(words, 'neither the message nor a line of the stack').toEqual([]);
});
