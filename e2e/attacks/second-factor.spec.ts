import { countSessions } from '../fixtures/database.ts';
import { signInWithoutScript } from '../fixtures/screens.ts';
import { expect, test } from '../fixtures/test.ts';
import { words } from '../fixtures/words.ts';

// Attackers who know another user's password, or have one of their cookies.
const closed = ['/', '/profile', '/profile/password', '/profile/two-factor', '/profile/two-factor?dialog=disable'];

test('the first factor alone opens nothing: its cookies, alone and together, on every page', async ({
  client,
  people,
}) => {
  const ada = await people.makeProtected();
  const thief = client();
  expect((await signInWithoutScript(thief, ada)).path).toBe('/login/two-factor');
  expect([...thief.cookies.keys()]).not.toContain('session');
  const sets = [
    [...thief.cookies],
    ...[...thief.cookies].map((cookie) => [cookie]),
    [['session', thief.cookies.get('challenge') ?? '']],
  ] as [string, string][][];
  for (const cookies of sets) {
    const replayed = client();
    for (const [name, value] of cookies) replayed.cookies.set(name, value);
    for (const path of closed) {
      for (const headers of [
        {},
        { rsc: '1' },
        { rsc: '1', 'next-router-prefetch': '1' },
        { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
      ] as Record<string, string>[]) {
        const answer = await replayed.send(path, { headers });
        expect(answer.html, `${path} with ${cookies.map(([name]) => name)}`).not.toContain(ada.name);
        expect(answer.status).toBeLessThan(500);
      }
    }
  }
});

test('a raw post to the credentials route of next-auth finds nothing, nor do its other routes', async ({
  client,
  people,
  database,
}) => {
  const [ada, grace] = [await people.makeProtected(), await people.make()];
  const [thief, owner] = [client(), client()];
  await people.signIn(owner, grace);
  await signInWithoutScript(thief, ada);
  const fields = { email: grace.email, password: grace.password, code: ada.phone.nextCode(), csrfToken: 'x' };
  const bodies = { POST: new URLSearchParams(fields) };
  for (const path of [
    'callback/password',
    'callback/second-factor',
    'callback/google',
    'callback/nobody',
    'signin',
    'signin/google',
    'signin/password',
    'signout',
    'session',
    'csrf',
    'providers',
    'error',
    'verify-request',
    'webauthn-options/x',
  ]) {
    for (const method of ['GET', 'POST'] as const) {
      if (method === 'GET' && path === 'callback/google') continue;
      for (const browser of [thief, owner]) {
        const answer = await browser.send(`/api/auth/${path}`, {
          method,
          ...(method === 'POST' && { body: bodies.POST }),
        });
        expect([answer.status, answer.setCookies], `${method} ${path}`).toEqual([404, []]);
      }
    }
  }
  expect(await countSessions(database, ada.id)).toBe(0);
  expect(await countSessions(database, grace.id)).toBe(1);
});

test('a code without a password, or with a wrong one, is worth nothing', async ({ client, people, database }) => {
  const ada = await people.makeProtected();
  const thief = client();
  const form = await signInWithoutScript(thief, ada);
  thief.cookies.delete('challenge');
  await thief.submitOnce(form, words.challenge.form.submit, { code: ada.phone.nextCode() });
  await thief.submit(await thief.open('/login'), words.signIn.form.submit, {
    email: ada.email,
    password: 'a wrong one of some length',
  });
  await thief.submitOnce(form, words.challenge.form.submit, { code: ada.phone.lastCode() });
  expect(await countSessions(database, ada.id)).toBe(0);
});

test('a user’s own sign-in accepts no other user’s code, id or challenge', async ({ client, people, database }) => {
  const [ada, eve] = [await people.makeProtected(), await people.makeProtected({ name: 'Eve Adversary' })];
  const thief = client();
  const challenge = await signInWithoutScript(thief, eve);
  for (const fields of [
    { code: ada.phone.nextCode() },
    { code: ada.recoveryCodes[0] ?? '' },
    { code: ada.phone.lastCode(), userId: ada.id, email: ada.email, challenge: ada.id },
  ]) {
    await thief.submitOnce(challenge, words.challenge.form.submit, fields);
  }
  expect([await countSessions(database, ada.id), await countSessions(database, eve.id)]).toEqual([0, 0]);
  await thief.submit(challenge, words.challenge.form.submit, { code: eve.phone.nextCode() });
  expect([await countSessions(database, ada.id), await countSessions(database, eve.id)]).toEqual([0, 1]);
});

test('a challenge ends once it is passed: its cookie opens nothing again', async ({ client, people, database }) => {
  const ada = await people.makeProtected();
  const browser = client();
  const challenge = await signInWithoutScript(browser, ada);
  const secret = browser.cookies.get('challenge') ?? '';
  await browser.submit(challenge, words.challenge.form.submit, { code: ada.phone.nextCode() });
  expect(browser.cookies.has('challenge')).toBe(false);
  const copy = client();
  copy.cookies.set('challenge', secret);
  const answer = await copy.submit(challenge, words.challenge.form.submit, { code: ada.phone.nextCode() });
  expect(answer.path).toMatch(/^\/login\?reason=/);
  expect(await countSessions(database, ada.id)).toBe(1);
});

test('extra fields select no secret and no user', async ({ client, people, database }) => {
  const [ada, eve] = [await people.make(), await people.make({ name: 'Eve Adversary' })];
  const thief = client();
  await people.signIn(thief, eve);
  const enable = await thief.submit(await thief.open('/profile/two-factor'), words.twoFactor.off.enable);
  const own = {
    secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    userId: ada.id,
    enabled: 'true',
    verified: 'true',
    confirmedAt: '1',
  };
  const answer = await thief.submitOnce(enable, words.twoFactorDialogs.enable.form.submit, {
    ...own,
    code: '123456',
    password: eve.password,
  });
  expect(answer.status).toBeLessThan(500);
  const { authenticators } = database.tables;
  const rows = await database.sql.select().from(authenticators);
  expect(rows.filter(({ userId }) => userId === ada.id)).toEqual([]);
  expect(rows.filter(({ userId }) => userId === eve.id)).toMatchObject([{ confirmedAt: null }]);
});
