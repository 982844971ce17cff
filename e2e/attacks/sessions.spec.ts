import { randomBytes } from 'node:crypto';
import { idleSessions } from '../fixtures/ageing.ts';
import { countSessions } from '../fixtures/database.ts';
import { expect, test } from '../fixtures/test.ts';
import { hello, refusal, words } from '../fixtures/words.ts';

// Sessions are rows: a cookie is worth what its row is worth, and nothing once the row is gone.

test('signed out is signed out, also for a copy of the cookie', async ({ client, people, database }) => {
  const ada = await people.makeProtected();
  const browser = client();
  await people.signIn(browser, ada);
  const copy = client();
  copy.cookies.set('session', browser.cookies.get('session') ?? '');
  const home = await browser.open('/');
  expect(home.text).toContain(hello('Ada'));
  expect((await browser.submit(home, words.appFrame.signOut)).text).toContain(words.signIn.reasons['signed-out']);
  expect((await copy.open('/profile')).path).toMatch(/^\/login/);
  expect(await countSessions(database, ada.id)).toBe(0);
});

test('a session that was idle for too long is over', async ({ client, people, database }) => {
  const ada = await people.makeProtected();
  const browser = client();
  await people.signIn(browser, ada);
  await idleSessions(database, ada.id);
  expect((await browser.open('/profile')).text).toContain(refusal('session-ended'));
});

test('a session cookie that was tampered with is no session', async ({ client, people }) => {
  const ada = await people.make();
  const { value } = await people.cookieFor(ada);
  const flipped = [...Array(12).keys()].map((index) => {
    const at = Math.floor((index * value.length) / 12);
    return `${value.slice(0, at)}${value[at] === 'A' ? 'B' : 'A'}${value.slice(at + 1)}`;
  });
  const forged = [
    ...flipped,
    value.slice(0, -1),
    value.slice(0, 20),
    '',
    '.',
    'null',
    '%',
    '%E0%A4',
    'e30.e30.',
    'a'.repeat(8_000),
    randomBytes(40).toString('base64url'),
  ];
  for (const cookie of forged) {
    const browser = client();
    browser.cookies.set('session', cookie);
    for (const path of ['/', '/profile', '/login']) {
      const answer = await browser.send(path, { headers: { authorization: 'Bearer %' } });
      expect(answer.status, `${path} with ${cookie.slice(0, 30)}`).toBeLessThan(500);
      expect(answer.html).not.toContain(ada.name);
    }
  }
});

test('attack: forty users at once each get their own data and nothing of others', async ({ client, people }) => {
  const visitors = await Promise.all(
    Array.from({ length: 40 }, async () => {
      const mark = `p${randomBytes(8).toString('hex')}`;
      const person = await people.make({ name: mark, email: `${mark}@example.com` });
      const browser = client();
      await people.signIn(browser, person);
      return { mark, browser };
    }),
  );
  const marksIn = (html: string) => [...new Set(html.match(/p[0-9a-f]{16}/g))];
  const begin = Date.now();
  let answers = 0;
  await Promise.all(
    visitors.map(async ({ mark, browser }, place) => {
      // Half of them begin with the other page, so that both are always being served.
      for (let turn = place; turn < place + 12 && Date.now() < begin + 10_000; turn += 1) {
        const path = turn % 2 === 0 ? '/' : '/profile';
        const { status, html } = await browser.send(path);
        expect(status, path).toBe(200);
        expect(marksIn(html), path).toEqual([mark]);
        if (path === '/profile') expect(html).toContain(`${mark}@example.com`);
        answers += 1;
      }
    }),
  );
  expect(answers).toBeGreaterThanOrEqual(visitors.length * 2);
});
