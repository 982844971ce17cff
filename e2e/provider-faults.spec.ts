import type { Locator, Page } from '@playwright/test';
import { findUserByEmail } from '#db/queries/users.ts';
import { type Provider, providerNames } from '#lib/rules/sign-in/authentication-methods.ts';
import type { Code } from '#lib/words/say.ts';
import { expect, test } from './fixtures/test.ts';
import { ANY, around, refusal, words } from './fixtures/words.ts';

// When a provider is misconfigured or broken, the user gets a sentence with a reference, the administrator a line that
// names the setting.

const MISCONFIGURED = 'provider-misconfigured';
const DOWN = 'provider-down';
const html = { type: 'text/html', body: '<!doctype html><p>Sorry' };
const TOKEN = /token$/;
const REFERENCE = /\b[0-9A-F]{4}\b/;

for (const [what, provider, paths, answer, code, setting] of [
  [
    'a wrong secret',
    'google',
    TOKEN,
    { status: 401, body: '{"error":"invalid_client"}' },
    MISCONFIGURED,
    'AUTH_GOOGLE_SECRET',
  ],
  [
    'a wrong secret',
    'facebook',
    TOKEN,
    { status: 400, body: '{"error":{"code":1,"message":"Error validating client secret."}}' },
    MISCONFIGURED,
    'AUTH_FACEBOOK_SECRET',
  ],
  [
    'a wrong secret',
    'github',
    TOKEN,
    { status: 200, body: '{"error":"incorrect_client_credentials"}' },
    MISCONFIGURED,
    'AUTH_GITHUB_SECRET',
  ],
  [
    'an unknown return address',
    'github',
    TOKEN,
    { status: 200, body: '{"error":"redirect_uri_mismatch"}' },
    MISCONFIGURED,
    'AUTH_URL',
  ],
  [
    'no right to read addresses',
    'github',
    /emails$/,
    { status: 404, body: '{"message":"Not Found"}' },
    MISCONFIGURED,
    'AUTH_GITHUB_ID',
  ],
  ['a page in place of JSON', 'github', /emails$/, { status: 200, ...html }, MISCONFIGURED, 'AUTH_GITHUB_API_URL'],
  ['a fault of its own', 'google', TOKEN, { status: 503, ...html }, DOWN, null],
  ['a limit', 'facebook', /\/me$/, { status: 429, body: '{"error":{"code":4}}' }, DOWN, null],
  [
    'a code that is too old',
    'github',
    TOKEN,
    { status: 200, body: '{"error":"bad_verification_code"}' },
    'provider-failed',
    null,
  ],
] as [string, Provider, RegExp, { status: number; type?: string; body: string }, Code, string | null][]) {
  test(`${provider} responds with ${what}: a sentence for the user, the setting for the administrator`, async ({
    page,
    context,
    providers,
    app,
    database,
  }) => {
    const account = await providers[provider].person();
    await page.goto('/login');
    await page.getByRole('button', { name: words.providers.signIn({ provider: providerNames[provider] }) }).click();
    await page.waitForURL(/127\.0\.0\.1/);
    providers[provider].front.answer(paths, answer);
    const begin = app.log.mark();
    await providers[provider].agree(page, account);
    const sentence = around(refusal(code, { provider: providerNames[provider], reference: ANY }));
    const problem = page.getByRole('alert').filter({ hasText: sentence });
    await expect(problem).toContainText(REFERENCE);
    providers[provider].front.restore();
    const [reference = ''] = REFERENCE.exec(await problem.innerText()) ?? [];
    const line =
      app.log
        .text(begin)
        .split('\n')
        .find((one) => one.includes(`"reference":"${reference}"`)) ?? '{}';
    const { event, settings, reason, advice } = JSON.parse(line) as Record<string, string | string[]>;
    expect({ event, hasReason: Boolean(reason), hasAdvice: Boolean(advice) }).toEqual({
      event: 'provider-failed',
      hasReason: true,
      hasAdvice: true,
    });
    expect(settings).toEqual(setting ? expect.arrayContaining([setting]) : []);
    expect((await context.cookies()).map((cookie) => cookie.name)).not.toContain('session');
    expect(await findUserByEmail(database, account.email ?? '')).toBeNull();
  });
}

test('a provider that redirects back with an error of its own is quoted to the administrator', async ({
  page,
  app,
}) => {
  await page.goto('/login');
  await page.getByRole('button', { name: words.providers.signIn({ provider: 'GitHub' }) }).click();
  await page.waitForURL(/127\.0\.0\.1/);
  const asked = new URL(page.url()).searchParams;
  const back = new URL(asked.get('redirect_uri') ?? '');
  back.search = new URLSearchParams({ error: 'application_suspended', state: asked.get('state') ?? '' }).toString();
  const begin = app.log.mark();
  await page.goto(back.href);
  await expect(misconfigured(page, 'GitHub')).toBeVisible();
  expect(app.log.text(begin)).toContain('“application_suspended”');
  expect(app.log.text(begin)).toContain('AUTH_GITHUB_ID');
});

test('Google with another issuer than configured is reported before the user leaves', async ({
  page,
  providers,
  app,
}) => {
  await page.goto('/login');
  const body = JSON.stringify({
    issuer: 'https://accounts.example',
    authorization_endpoint: 'https://accounts.example/a',
  });
  providers.google.front.answer(/well-known/, { status: 200, body });
  const begin = app.log.mark();
  await page.getByRole('button', { name: words.providers.signIn({ provider: 'Google' }) }).click();
  await expect(misconfigured(page, 'Google')).toBeVisible();
  providers.google.front.restore();
  expect(app.log.text(begin)).toContain('AUTH_GOOGLE_ISSUER');
});

function misconfigured(page: Page, provider: string): Locator {
  const sentence = around(refusal(MISCONFIGURED, { provider, reference: ANY }));
  return page.getByRole('alert').filter({ hasText: sentence });
}
