import { eq } from 'drizzle-orm';
import { countSessions } from '../fixtures/database.ts';
import { expect, test } from '../fixtures/test.ts';
import { words } from '../fixtures/words.ts';

// Requests that another site makes a user's browser send, and links that lead users away.

for (const [what, headers] of Object.entries<Record<string, string>>({
  'another site': { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  'another port of this host': { origin: 'http://localhost:1', 'sec-fetch-site': 'same-site' },
  'a sandboxed frame': { origin: 'null', 'sec-fetch-site': 'cross-site' },
  'another site that names itself as the host': {
    origin: 'https://evil.example',
    'x-forwarded-host': 'evil.example',
    forwarded: 'host=evil.example',
  },
})) {
  test(`forms sent from ${what} do nothing`, async ({ client, people, database }) => {
    const ada = await people.makeProtected();
    const victim = client();
    await people.signIn(victim, ada);
    const dialog = await victim.open('/profile/two-factor?dialog=disable');
    const off = await victim.submitOnce(
      dialog,
      words.twoFactorDialogs.disable.submit,
      { code: ada.phone.nextCode(), password: ada.password },
      { headers },
    );
    const out = await victim.submitOnce(dialog, words.appFrame.signOut, {}, { headers });
    const visitor = client();
    const signIn = await visitor.submitOnce(
      await visitor.open('/login'),
      words.signIn.form.submit,
      { email: ada.email, password: ada.password },
      { headers },
    );
    expect([off.status, out.status, signIn.status].filter((status) => status >= 500)).toEqual([]);
    const { authenticators, challenges } = database.tables;
    expect(await database.sql.select().from(authenticators).where(eq(authenticators.userId, ada.id))).toHaveLength(1);
    expect(await database.sql.select().from(challenges).where(eq(challenges.userId, ada.id))).toEqual([]);
    expect(await countSessions(database, ada.id)).toBe(1);
  });
}

const evil = [
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https:evil.example',
  'https://evil.example',
  '///evil.example',
  '/%2f%2fevil.example',
  '/%5cevil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  '/\t/evil.example',
  '/\n/evil.example',
  ' //evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '//evil.example/%2f..',
  'http://localhost@evil.example',
  '/@evil.example',
  '//[::1]',
  '/\u0000',
  `/${'a'.repeat(4_000)}`,
  '/login?callbackUrl=//evil.example',
  '/api/auth/signout',
  '%',
  '/%',
  '?',
  '#',
  '.',
  '..',
  'evil.example',
  '//',
  '/\\/evil.example',
  '/;//evil.example',
  '//google.com%2f@evil.example',
];

test('no return URL leads off this site, with and without a second factor', async ({ client, people, app }) => {
  const [ada, grace] = [await people.makeProtected(), await people.make()];
  const cookie = await people.cookieFor(grace);
  for (const wanted of evil) {
    const visitor = client();
    const login = await visitor.open(`/login?callbackUrl=${encodeURIComponent(wanted)}`);
    const signedIn = await visitor.submitOnce(login, words.signIn.form.submit, {
      email: grace.email,
      password: grace.password,
      callbackUrl: wanted,
    });
    const target = new URL(signedIn.headers.get('location') ?? '/', app.origin);
    expect([target.origin, signedIn.status < 500], wanted).toEqual([app.origin, true]);
    expect(target.pathname, wanted).not.toMatch(/^\/[/\\]/);

    const already = client();
    already.cookies.set(cookie.name, cookie.value);
    const turnedBack = await already.send(`/login?callbackUrl=${encodeURIComponent(wanted)}`);
    expect(new URL(turnedBack.headers.get('location') ?? '/', app.origin).origin, wanted).toBe(app.origin);
  }
  const visitor = client();
  const login = await visitor.open('/login?callbackUrl=//evil.example');
  const challenge = await visitor.submit(login, words.signIn.form.submit, {
    email: ada.email,
    password: ada.password,
    callbackUrl: '//evil.example',
  });
  const passed = await visitor.submitOnce(challenge, words.challenge.form.submit, {
    code: ada.phone.nextCode(),
    callbackUrl: '//evil.example',
  });
  expect(new URL(passed.headers.get('location') ?? '', app.origin).href).toBe(`${app.origin}/`);
});

test('attack: an invalid return URL, in the query or the cookie of next-auth, is dropped', async ({ client, app }) => {
  for (const address of [...evil, '768681205', 'http://', 'https://[', 'ftp://evil.example', '//']) {
    const visitor = client();
    visitor.cookies.set('auth.callback-url', encodeURIComponent(address));
    for (const path of ['/api/auth/session', '/api/auth/csrf', '/api/auth/signin', '/api/auth/callback/google']) {
      const query = `callbackUrl=/&callbackUrl=${encodeURIComponent(address)}`;
      const answer = await visitor.send(`${path}?${query}`);
      expect(answer.status, `${path} with ${address}`).toBeLessThan(500);
      const target = new URL(answer.headers.get('location') ?? '/', app.origin);
      const onward = new URL(target.searchParams.get('callbackUrl') ?? '/', app.origin);
      expect([target.origin, onward.origin], `${path} with ${address}`).toEqual([app.origin, app.origin]);
    }
  }
});
