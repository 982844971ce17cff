import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { findUserByEmail } from '#db/queries/users.ts';
import { type AppServer, freeOrigin, startApp } from '../fixtures/app-server.ts';
import { openDatabase } from '../fixtures/database.ts';
import { type MockGoogle, startMockGoogle } from '../fixtures/mock-google.ts';
import { NoScriptClient } from '../fixtures/no-script-client.ts';
import { test as base, expect } from '../fixtures/test.ts';
import { words } from '../fixtures/words.ts';

// What an attacker between us and Google, or a fake Google, could send instead of a valid ID token.

const test = base.extend<object, { google: MockGoogle; shop: AppServer }>({
  google: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const google = await startMockGoogle();
      await use(google);
      await google.stop();
    },
    { scope: 'worker' },
  ],
  shop: [
    async ({ google }, use) => {
      const shop = await startApp(await freeOrigin(), google.environment);
      await use(shop);
      await shop.stop();
    },
    { scope: 'worker' },
  ],
});
test.describe.configure({ mode: 'default' });

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const headOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
const payloadOf = (token: string) => token.split('.')[1] ?? '';

/** Signs in with this Google as far as possible. Returns whether that user has an account now. */
async function signIn(shop: AppServer, google: MockGoogle): Promise<{ path: string; isIn: boolean }> {
  google.claims.sub = crypto.randomUUID();
  google.claims.email = `${crypto.randomUUID()}@example.com`;
  const browser = new NoScriptClient(shop.origin);
  const answer = await browser.submit(await browser.open('/login'), words.providers.signIn({ provider: 'Google' }));
  const database = await openDatabase(shop);
  const isIn = (await findUserByEmail(database, google.claims.email)) !== null || browser.cookies.has('session');
  await database.close();
  return { path: answer.path, isIn };
}

const forgeries: Record<string, (token: string, google: MockGoogle) => string> = {
  'without a signature': (token) => `${token.split('.').slice(0, 2).join('.')}.`,
  'of alg none': (token) => `${part({ alg: 'none', typ: 'JWT' })}.${payloadOf(token)}.`,
  'signed with our client secret': (token, { environment }) => {
    const body = `${part({ ...headOf(token), alg: 'HS256' })}.${payloadOf(token)}`;
    return `${body}.${createHmac('sha256', environment['AUTH_GOOGLE_SECRET'] ?? '')
      .update(body)
      .digest('base64url')}`;
  },
  'signed with another key': (token) => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const body = `${part(headOf(token))}.${payloadOf(token)}`;
    return `${body}.${sign('RSA-SHA256', Buffer.from(body), privateKey).toString('base64url')}`;
  },
};

test('a valid ID token signs in', async ({ shop, google }) => {
  expect(await signIn(shop, google)).toEqual({ path: '/', isIn: true });
});

for (const [what, forge] of Object.entries(forgeries)) {
  test(`attack: an ID token ${what} signs no user in`, async ({ shop, google }) => {
    google.forge = (token) => forge(token, google);
    const { path, isIn } = await signIn(shop, google);
    google.forge = (token) => token;
    expect(isIn).toBe(false);
    expect(path).toMatch(/^\/login\?error=provider-(failed|misconfigured)/);
  });
}

const now = () => Math.floor(Date.now() / 1000);
const lies: Record<string, () => Record<string, unknown>> = {
  'for another audience': () => ({ aud: 'somebody-else' }),
  'for another audience as well': () => ({ aud: ['somebody-else', 'another'] }),
  'of another issuer': () => ({ iss: 'https://accounts.google.example' }),
  'that has expired': () => ({ exp: now() - 3600, iat: now() - 7200 }),
  'with another nonce': () => ({ nonce: 'of-another-sign-in' }),
};

for (const [what, lie] of Object.entries(lies)) {
  test(`attack: an ID token ${what} signs no user in`, async ({ shop, google }) => {
    google.lies = lie();
    const { path, isIn } = await signIn(shop, google);
    google.lies = {};
    expect(isIn).toBe(false);
    expect(path).toMatch(/^\/login\?error=provider-(failed|misconfigured)/);
  });
}
