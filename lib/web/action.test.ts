import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  beginRequest,
  nextCache,
  nextHeaders,
  nextNavigation,
  nextServer,
  Redirected,
  request,
} from '../../test/request.ts';

vi.mock('next/headers', () => nextHeaders);
vi.mock('next/navigation', () => nextNavigation);
vi.mock('next/server', () => nextServer);
vi.mock('next/cache', () => nextCache);

const ORIGIN = 'http://localhost:3000';
const folder = mkdtempSync(join(tmpdir(), 'accounts-web-'));
const environment = {
  AUTH_URL: ORIGIN,
  AUTH_SECRET: 'a'.repeat(44),
  ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  DATABASE_URL: `file:${join(folder, 'app.db')}`,
  LOG_LEVEL: 'silent',
};
for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);

// After the settings: they are read once.
const { openAction, signedAction, text } = await import('./action.ts');
const { drawMark } = await import('./drawn-for.ts');
const { sealSessionToken } = await import('./session-token.ts');
const { requestContext } = await import('./context.ts');
const { openDatabase, store } = await import('./store.ts');
const { writeMark, markField } = await import('../rules/form/form-mark.ts');
const { signUp } = await import('../flows/sign-up/sign-up.ts');
const { createSession } = await import('../flows/sign-in/steps/create-session.ts');
const { findUserByEmail } = await import('../../db/queries/users.ts');
const { idle } = await import('../result.ts');

beforeAll(async () => (await openDatabase()).migrate());
beforeEach(() => beginRequest(ORIGIN));
afterAll(async () => {
  await store().close();
  rmSync(folder, { recursive: true });
});

type Sent = Record<string, string | string[]>;

/** A form as a browser sends it, drawn for `userId`. */
function form(sent: Sent, userId: string | null = null): FormData {
  const data = new FormData();
  data.set(markField, writeMark(drawMark(userId, null)));
  for (const [name, values] of Object.entries(sent)) for (const value of [values].flat()) data.append(name, value);
  return data;
}

describe('the pipeline of every form', () => {
  const flow = vi.fn(async (input: { name: string }) => ({ status: 'done' as const, message: input.name }));
  const action = openAction({ fields: { name: text }, keep: ['name'], drawnFor: 'anyone' }, flow);
  beforeEach(() => void flow.mockClear());

  test('hands the flow the fields it names, and nothing else that was sent', async () => {
    expect(await action(idle, form({ name: 'Ada', role: 'admin' }))).toMatchObject({ status: 'done', message: 'Ada' });
    expect(flow.mock.calls[0]?.[0]).toEqual({ name: 'Ada' });
  });

  test.each<[string, Sent]>([
    ['a field that is missing', {}],
    ['a field that was sent twice', { name: ['Ada', 'Eve'] }],
    ['a field that holds NUL', { name: 'A\0da' }],
  ])('refuses %s by its name, before the flow', async (_what, sent) => {
    const state = await action(idle, form(sent));
    expect(state).toMatchObject({ status: 'failed', fields: { name: expect.any(String) } });
    expect(flow).not.toHaveBeenCalled();
  });

  test.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a page in a sandbox', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ])('attack: does not work on a form of %s, and gives back what was typed', async (_who, headers) => {
    beginRequest(ORIGIN);
    for (const [name, value] of Object.entries(headers)) (await nextHeaders.headers()).set(name, value);
    expect(await action(idle, form({ name: 'Ada' }))).toMatchObject({ status: 'failed', values: { name: 'Ada' } });
    expect(flow).not.toHaveBeenCalled();
  });

  test('does not work on a form that says not for whom it was drawn', async () => {
    const data = form({ name: 'Ada' });
    data.delete(markField);
    expect(await action(idle, data)).toMatchObject({ status: 'failed', values: { name: 'Ada' } });
    expect(flow).not.toHaveBeenCalled();
  });

  test('does not work on a form of a browser that keeps no cookies, and says so', async () => {
    request.headers.delete('cookie');
    const state = await action(idle, form({ name: 'Ada' }));
    expect(state).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('cookie'),
      values: { name: 'Ada' },
    });
    expect(flow).not.toHaveBeenCalled();
  });

  test('works on a form once, however often it arrives, and answers the same', async () => {
    const data = form({ name: 'Ada' });
    const answers = [await action(idle, data), await action(idle, data)];
    expect(answers[1]).toEqual(answers[0]);
    expect(flow).toHaveBeenCalledTimes(1);
  });

  test('leads to a page by a redirect', async () => {
    const leading = openAction({ fields: {}, drawnFor: 'anyone' }, async () => ({ goTo: '/profile' }));
    await expect(leading(idle, form({}))).rejects.toEqual(new Redirected('/profile'));
  });
});

describe('a form of someone who is signed in', () => {
  const flow = vi.fn(async (_input: unknown, _context: unknown, user: { email: string }) => ({
    status: 'done' as const,
    message: user.email,
  }));
  const action = signedAction({ fields: { name: text }, page: '/profile', object: 'none' }, flow);
  beforeEach(() => void flow.mockClear());

  async function signIn(email: string): Promise<string> {
    const context = await requestContext();
    await signUp(context, { name: 'Ada', email, password: 'umbrella canyon violet harbour' });
    const user = await findUserByEmail(context.db, email);
    const session = { userId: user?.id ?? '', methods: ['password' as const], passwordFingerprint: null };
    const sid = (await createSession(context, session)) ?? '';
    beginRequest(ORIGIN, { session: sealSessionToken({ sub: session.userId, sid }) });
    return session.userId;
  }

  test('acts for the user whose session the cookie names', async () => {
    const id = await signIn('ada@example.com');
    expect(await action(idle, form({ name: 'A' }, id))).toMatchObject({ status: 'done', message: 'ada@example.com' });
  });

  test('attack: drawn for another user, it does not act', async () => {
    const ada = await signIn('grace@example.com');
    await signIn('eve@example.com');
    expect(await action(idle, form({ name: 'A' }, ada))).toMatchObject({ status: 'failed' });
    expect(flow).not.toHaveBeenCalled();
  });

  test.each([
    ['no session', {}],
    ['a cookie that was made up', { session: 'v1.k1.AAAA' }],
  ])('with %s it leads to sign in and back', async (_what, cookies) => {
    beginRequest(ORIGIN, cookies as Record<string, string>);
    await expect(action(idle, form({ name: 'A' }))).rejects.toMatchObject({
      to: expect.stringMatching(/^\/login\?.*callbackUrl=%2Fprofile$/),
    });
    expect(flow).not.toHaveBeenCalled();
  });
});
