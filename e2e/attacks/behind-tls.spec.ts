import { startApp } from '../fixtures/app-server.ts';
import { test as base, expect } from '../fixtures/test.ts';
import { hello, words } from '../fixtures/words.ts';

// Configured with an https URL, as behind a proxy with TLS.
const ADDRESS = 'https://connect.example.com';
const ours = { headers: { origin: ADDRESS } };
const test = base.extend({
  app: [
    async ({ origin }, use) => {
      const app = await startApp(origin, {}, { address: ADDRESS });
      await use(app);
      await app.stop();
    },
    { scope: 'worker' },
  ],
});
test.describe.configure({ mode: 'default' });

test('attack: every cookie is bound to this host and to TLS, out of reach of scripts', async ({ client, people }) => {
  const ada = await people.makeProtected();
  const browser = client();
  const challenge = await browser.submitOnce(
    await browser.open('/login'),
    words.signIn.form.submit,
    { email: ada.email, password: ada.password },
    ours,
  );
  expect(challenge.headers.get('location')).toMatch(/^(https:\/\/connect\.example\.com)?\/login\/two-factor/);
  await browser.submitOnce(
    await browser.send('/login/two-factor'),
    words.challenge.form.submit,
    { code: ada.phone.nextCode() },
    ours,
  );
  const set = browser.cookiesSent.filter((line) => /^[^=]+=[^;]/.test(line));
  const names = set.map((line) => line.split('=')[0]);
  expect(names).toEqual(expect.arrayContaining(['__Host-session', '__Host-challenge', '__Host-browser']));
  for (const line of set) {
    expect(line).toMatch(/^__Host-/);
    for (const flag of [/; ?Secure/i, /; ?HttpOnly/i, /; ?SameSite=lax/i, /; ?Path=\/(;|$)/i])
      expect(line).toMatch(flag);
    expect(line).not.toMatch(/Domain=/i);
    expect(line.length).toBeLessThan(4096);
    if (line.startsWith('__Host-session')) expect(line).toMatch(/Expires=|Max-Age=/i);
  }
  expect((await browser.send('/')).text).toContain(hello('Ada'));
});

test('attack: the same cookie without its prefix is no session', async ({ client, people }) => {
  const ada = await people.makeProtected();
  const { value } = await people.cookieFor(ada);
  for (const name of ['session', '__Secure-session', 'authjs.session-token', '__Secure-authjs.session-token']) {
    const browser = client();
    browser.cookies.set(name, value);
    expect((await browser.send('/profile')).html).not.toContain(ada.name);
  }
});

test('HSTS on pages, redirects and refusals; the page requires TLS everywhere', async ({ client }) => {
  const visitor = client();
  for (const [path, sending] of [
    ['/login'],
    ['/profile'],
    ['/nowhere'],
    ['/api/auth/session'],
    ['/login', { method: 'PUT' }],
  ] as const) {
    const { headers, status } = await visitor.send(path, sending ?? {});
    expect(headers.get('strict-transport-security'), `${path} (${status})`).toBe('max-age=63072000');
  }
  expect((await visitor.send('/login')).headers.get('content-security-policy')).toContain('upgrade-insecure-requests');
});

test('attack: a form from the http origin of the same host is refused', async ({ client, people, database }) => {
  const ada = await people.makeProtected();
  const browser = client();
  const login = await browser.open('/login');
  for (const origin of [
    'http://connect.example.com',
    'https://connect.example.com:8443',
    'https://x.connect.example.com',
  ]) {
    const answer = await browser.submitOnce(
      login,
      words.signIn.form.submit,
      { email: ada.email, password: ada.password },
      { headers: { origin } },
    );
    expect(answer.status, origin).toBe(403);
  }
  expect(await database.sql.select().from(database.tables.challenges)).toEqual([]);
});
