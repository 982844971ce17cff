import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { beginRequest, nextCache, nextHeaders, nextNavigation, nextServer, request } from '../../test/request.ts';

vi.mock('next/headers', () => nextHeaders);
vi.mock('next/navigation', () => nextNavigation);
vi.mock('next/server', () => nextServer);
vi.mock('next/cache', () => nextCache);

const ORIGIN = 'http://localhost:3000';
const folder = mkdtempSync(join(tmpdir(), 'accounts-words-'));
const environment = {
  AUTH_URL: ORIGIN,
  AUTH_SECRET: 'a'.repeat(44),
  ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  DATABASE_URL: `file:${join(folder, 'app.db')}`,
  LOG_LEVEL: 'silent',
};
for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);

// After the settings: they are read once.
const { openAction, text } = await import('./action.ts');
const { drawMark } = await import('./drawn-for.ts');
const { inWords } = await import('./form-state.ts');
const { myWords, requestLanguage } = await import('./words.ts');
const { sealSessionToken } = await import('./session-token.ts');
const { requestContext } = await import('./context.ts');
const { openDatabase, store } = await import('./store.ts');
const { idle, refuse } = await import('../result.ts');
const { en } = await import('../words/en.ts');
const { wordsOf } = await import('../words/catalogue.ts');
const { markField, writeMark } = await import('../rules/form/form-mark.ts');
const { signUp } = await import('../flows/sign-up/sign-up.ts');
const { createSession } = await import('../flows/sign-in/steps/create-session.ts');
const { findUserByEmail } = await import('../../db/queries/users.ts');

beforeAll(async () => (await openDatabase()).migrate());
beforeEach(() => beginRequest(ORIGIN));
afterAll(async () => {
  await store().close();
  rmSync(folder, { recursive: true });
});

/** A browser that asks for `liked`, with these cookies. */
function ask(cookies: Readonly<Record<string, string>>, liked?: string): void {
  beginRequest(ORIGIN, cookies);
  if (liked) request.headers.set('accept-language', liked);
}

describe('the language of a request', () => {
  test.each<[string, Readonly<Record<string, string>>, string | undefined, string]>([
    ['asks for nothing', {}, undefined, 'en'],
    ['likes a language of ours', {}, 'de,ar-XB;q=0.5', 'ar-XB'],
    ['likes none of ours', {}, 'de', 'en'],
    ['has chosen one', { language: 'en-XA' }, 'ar-XB', 'en-XA'],
    ['brings a cookie that names none', { language: '"><script>' }, 'ar-XB', 'ar-XB'],
  ])('of a browser that %s', async (_what, cookies, liked, language) => {
    ask(cookies, liked);
    expect(await requestLanguage()).toBe(language);
    expect(await myWords()).toBe(wordsOf(language as 'en'));
  });

  test('is what the signed-in user chose, whatever the browser says', async () => {
    const context = await requestContext();
    await signUp(context, { name: 'Ada', email: 'ada@example.com', password: 'umbrella canyon violet harbour' });
    const user = await findUserByEmail(context.db, 'ada@example.com');
    const userId = user?.id ?? '';
    const sid = (await createSession(context, { userId, methods: ['password'], passwordFingerprint: null })) ?? '';
    const session = sealSessionToken({ sub: userId, sid });
    ask({ session, language: 'en-XA' });
    expect(await requestLanguage()).toBe('en-XA');
    const { sql, tables } = store();
    await sql.update(tables.users).set({ language: 'ar-XB' });
    ask({ session, language: 'en-XA' });
    expect(await requestLanguage()).toBe('ar-XB');
    await sql.update(tables.users).set({ language: 'tlh' });
    ask({ session, language: 'en-XA' });
    expect(await requestLanguage()).toBe('en-XA');
  });
});

describe('a form’s answer', () => {
  const action = openAction({ fields: { name: text }, drawnFor: 'anyone' }, async () => ({
    status: 'failed',
    refusal: refuse('busy'),
    fieldRefusals: { name: refuse('name-empty') },
  }));
  const form = () => {
    const data = new FormData();
    data.set(markField, writeMark(drawMark(null, null)));
    data.set('name', '');
    return data;
  };

  test('is said in the language of the request', async () => {
    ask({ language: 'en-XA' });
    const { refusals } = wordsOf('en-XA');
    expect(await action(idle, form())).toEqual({
      status: 'failed',
      code: 'busy',
      message: refusals.busy,
      fields: { name: refusals['name-empty'] },
      values: {},
    });
  });

  test('that was kept is said in the language of whoever sends the form again', async () => {
    const data = form();
    expect(await action(idle, data)).toMatchObject({ message: en.refusals.busy });
    ask({ language: 'en-XA' });
    expect(await action(idle, data)).toMatchObject({ message: wordsOf('en-XA').refusals.busy });
  });

  test('that an older version kept says that it was refused, though not why', () => {
    const kept = {
      status: 'failed',
      message: 'The password is not correct.',
      fields: { name: 'Enter your name' },
    } as const;
    expect(inWords(kept as never, en)).toMatchObject({ status: 'failed', message: en.refusals['cannot-tell'] });
  });
});
