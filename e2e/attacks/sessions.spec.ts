import { randomBytes } from 'node:crypto';
import { idleSessions } from '../fixtures/ageing.ts';
import { countSessions } from '../fixtures/database.ts';
import { expect, test } from '../fixtures/test.ts';

// Sessions are rows: a cookie is worth what its row is worth, and nothing once the row is gone.

test('signed out is signed out, wherever a copy of the cookie lies', async ({ client, people, database }) => {
  const ada = await people.makeProtected();
  const browser = client();
  await people.signIn(browser, ada);
  const copy = client();
  copy.cookies.set('session', browser.cookies.get('session') ?? '');
  const home = await browser.open('/');
  expect(home.text).toContain('Hello, Ada.');
  expect((await browser.submit(home, 'Sign out')).text).toContain('You are signed out.');
  expect((await copy.open('/profile')).path).toMatch(/^\/login/);
  expect(await countSessions(database, ada.id)).toBe(0);
});

test('a session that nobody used for too long is over', async ({ client, people, database }) => {
  const ada = await people.makeProtected();
  const browser = client();
  await people.signIn(browser, ada);
  await idleSessions(database, ada.id);
  expect((await browser.open('/profile')).text).toContain('Your session ended. Sign in to go on where you were.');
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
    for (const path of ['/', '/api/auth/session', '/login']) {
      const answer = await browser.send(path, { headers: { authorization: 'Bearer %' } });
      expect(answer.status, `${path} with ${cookie.slice(0, 30)}`).toBeLessThan(500);
      expect(answer.html).not.toContain(ada.name);
    }
  }
});
