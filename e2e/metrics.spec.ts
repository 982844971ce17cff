import { randomBytes } from 'node:crypto';
import { freeOrigin, startApp } from './fixtures/app-server.ts';
import { openDatabase } from './fixtures/database.ts';
import { NoScriptClient } from './fixtures/no-script-client.ts';
import { makePeople } from './fixtures/people.ts';
import { expect, test } from './fixtures/test.ts';
import { words } from './fixtures/words.ts';

const token = randomBytes(33).toString('base64');

test('metrics: without the setting no such page; with it, only with the token; they count what happened', async ({
  app: without,
}) => {
  expect((await fetch(`${without.origin}/api/metrics`)).status).toBe(404);
  expect(
    (await fetch(`${without.origin}/api/metrics`, { headers: { authorization: 'Bearer undefined' } })).status,
  ).toBe(404);

  const app = await startApp(await freeOrigin(), { METRICS_TOKEN: token, TRUSTED_PROXIES: '1' });
  const scrape = (authorization?: string) =>
    fetch(`${app.origin}/api/metrics`, authorization ? { headers: { authorization } } : {});
  for (const wrong of [undefined, token, 'Bearer', `Bearer ${token}x`, `Bearer ${token.slice(1)}`, `Basic ${token}`]) {
    expect((await scrape(wrong)).status).toBe(401);
  }

  const database = await openDatabase(app);
  const people = makePeople(app, database);
  const [ada, eve] = [await people.makeProtected(), await people.make()];
  const visit = async (email: string, password: string) => {
    const browser = new NoScriptClient(app.origin);
    return {
      browser,
      page: await browser.submit(await browser.open('/login'), words.signIn.form.submit, { email, password }),
    };
  };
  await visit(eve.email, eve.password);
  await visit('nobody@example.com', 'not a password of anybody');
  const { browser, page } = await visit(ada.email, ada.password);
  const again = await browser.submit(page, words.challenge.form.submit, { code: ada.phone.wrongCode() });
  await browser.submit(again, words.challenge.form.submit, { code: ada.phone.nextCode() });
  // An attacker who tries an account until it locks.
  const hammer = new NoScriptClient(app.origin);
  for (let attempt = 0; attempt < 11; attempt += 1) {
    await hammer.submit(await hammer.open('/login'), words.signIn.form.submit, {
      email: 'mallory@example.com',
      password: 'wrong',
    });
  }

  const answer = await scrape(`Bearer ${token}`);
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  const text = await answer.text();
  for (const line of [
    'accounts_sign_ins_total{method="password",result="session"} 2',
    'accounts_sign_ins_total{method="password",result="challenge"} 1',
    'accounts_sign_ins_total{method="password",result="sign-in-failed"} 11',
    'accounts_sign_ins_total{method="password",result="too-many-attempts"} 1',
    'accounts_second_factors_total{method="totp",result="code-wrong"} 1',
    'accounts_second_factors_total{method="totp",result="passed"} 1',
    'accounts_limits_hit_total{limit="password"} 1',
    'accounts_events_total{kind="code-refused"} 1',
    'accounts_events_total{kind="signed-in"} 2',
    'accounts_people 2',
    'accounts_people_with_two_factor 1',
    'accounts_people_with_passkey 0',
    'accounts_hashes_running 0',
    'accounts_hashes_waiting 0',
    'accounts_database_up 1',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
  expect(text).toMatch(/^accounts_mails_waiting \d+$/m);
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
  expect(text, 'metrics identify no user').not.toMatch(/@example|127\.0\.0\.1|ada-/);

  // Every name that the dashboard uses exists.
  const { readFileSync } = await import('node:fs');
  const asked = readFileSync('deploy/grafana-dashboard.json', 'utf8').match(/\b(accounts|nodejs|process)_\w+/g) ?? [];
  expect(asked.length).toBeGreaterThan(8);
  for (const name of asked) expect(text, name).toMatch(new RegExp(`^${name}[ {]`, 'm'));

  // All lines of one request have one id: that of the proxy in front, and of the response.
  const lines = app.log
    .text()
    .split('\n')
    .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
  const locked = lines.find(({ event }) => event === 'limit-hit');
  expect(locked.request).toMatch(/^[\w-]{36}$/);
  const id = 'f00dfeedf00dfeedf00dfeedf00dfeed';
  const mine = await fetch(`${app.origin}/login`, { headers: { 'x-request-id': id } });
  expect(mine.headers.get('x-request-id')).toBe(id);
  const forged = await fetch(`${app.origin}/login`, { headers: { 'x-request-id': '"}\t{"level":"error"' } });
  expect(forged.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  await database.close();
  await app.stop();
});
