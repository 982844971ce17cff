import { randomBytes } from 'node:crypto';
import { generateRecoveryCodes } from '#lib/rules/two-factor/recovery-codes.ts';
import type { Answer, NoScriptClient } from '../fixtures/no-script-client.ts';
import { expect, test } from '../fixtures/test.ts';
import { words } from '../fixtures/words.ts';

// Headers of every kind of response: pages, data for scripts, routes of next-auth, redirects, refusals, files.
type Kind = 'page' | 'data' | 'file';

const ALWAYS: Record<string, string | RegExp> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    /camera=\(\), microphone=\(\), geolocation=\(\), .*publickey-credentials-get=\(self\), publickey-credentials-create=\(self\)$/,
};

function check({ status, path, headers, html }: Answer, kind: Kind) {
  const where = `${path} (${status})`;
  for (const [name, value] of Object.entries(ALWAYS))
    expect.soft(headers.get(name) ?? 'missing', `${name} of ${where}`).toMatch(value);
  for (const name of ['x-powered-by', 'server', 'access-control-allow-origin', 'x-nextjs-stale-time-debug'])
    expect.soft(headers.get(name), `${name} of ${where}`).toBeNull();
  if (html !== '' && status !== 304)
    expect
      .soft(headers.get('content-type'), where)
      .toMatch(/^(image\/|application\/json$|text\/x-component|font\/)|charset=utf-8/i);
  if (kind === 'file') return;
  expect.soft(headers.get('cache-control') ?? 'missing', `cache-control of ${where}`).toContain('no-store');
  if (kind === 'page') expect.soft(headers.get('content-security-policy'), where).toContain("frame-ancestors 'none'");
}

test('attack: no kind of response lacks a header, for any client', async ({ client, people }) => {
  const ada = await people.makeProtected();
  const [visitor, owner] = [client(), client()];
  await people.signIn(owner, ada);
  const codes = generateRecoveryCodes(randomBytes);
  const form = (fields: [string, string][] = []) => {
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    return { method: 'POST', body };
  };
  const asked = [
    ...by(visitor, 'page', ['/login', '/signup', '/forgot-password', '/link-dead', '/nowhere', '/profile/nowhere.css']),
    ...by(visitor, 'page', ['/', '/profile', '/profile/two-factor']),
    ...by(owner, 'page', [
      '/',
      '/profile',
      '/profile/two-factor?dialog=disable',
      '/profile/sessions',
      '/profile/activity',
    ]),
    // Paths that a cache might take for a picture or a style sheet.
    ...by(owner, 'page', ['/profile/connections', '/profile/x.css', '/profile;.js', '/profile%2f.png']),
    ...by(owner, 'data', ['/', '/profile/sessions', '/profile/activity'], { headers: { rsc: '1' } }),
    ...by(owner, 'data', ['/api/auth/session', '/api/health', '/api/health?ready']),
    ...by(owner, 'data', ['/api/auth/error?error=Configuration', '/login']),
    ...by(visitor, 'data', ['/.well-known/change-password', `/link/reset-password?token=${'a'.repeat(43)}`]),
    ...by(visitor, 'data', ['/api/auth/callback/google?error=access_denied']),
    ...by(visitor, 'data', ['/login'], { method: 'PUT' }),
    ...by(visitor, 'data', ['/login'], { ...form(), headers: { origin: 'https://evil.example' } }),
    ...by(visitor, 'data', ['/login'], { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }),
    ...by(visitor, 'data', ['/profile/data'], form()),
    ...by(owner, 'data', ['/profile/data', '/profile/activity/csv'], form()),
    ...by(owner, 'data', ['/profile/two-factor/one-time-passwords'], form(codes.map((code) => ['codes', code]))),
    ...by(visitor, 'file', ['/.well-known/security.txt', '/.well-known/passkey-endpoints', '/icon.svg']),
  ];
  for (const { browser, path, kind, sending } of asked) check(await browser.send(path, sending), kind);

  const { html } = await visitor.send('/login');
  const files = [...html.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+)"/g)].map(([, path = '']) => path);
  expect(files.length).toBeGreaterThan(3);
  for (const path of files) check(await visitor.send(path), 'file');
});

test('attack: a nonce is fresh each time, and none is taken from a request', async ({ client }) => {
  const visitor = client();
  const evil = "script-src 'nonce-aaaaaaaaaaaaaaaaaaaaaaaa' 'unsafe-inline'";
  const nonces = new Set<string>();
  for (let page = 0; page < 50; page += 1) {
    const { headers, html } = await visitor.send('/link-dead', {
      headers: { 'content-security-policy': evil, 'x-nonce': 'a"><script>' },
    });
    const [, nonce = ''] = /'nonce-([\w+/=]{22,})'/.exec(headers.get('content-security-policy') ?? '') ?? [];
    expect(html).not.toMatch(/aaaaaaaaaaaaaaaaaaaaaaaa|"><script>/);
    nonces.add(nonce);
  }
  expect(nonces.has('')).toBe(false);
  expect(nonces.size).toBe(50);
});

test('attack: downloads are downloads: their own type, as a file, not cached', async ({ client, people }) => {
  const ada = await people.makeProtected();
  const owner = client();
  await people.signIn(owner, ada);
  for (const [page, button, path, type] of [
    ['/profile', words.profile.data.download, '/profile/data', 'application/json; charset=utf-8'],
    ['/profile/activity', words.activity.download, '/profile/activity/csv', 'text/csv; charset=utf-8'],
  ] as const) {
    const { headers } = await owner.submitOnce(await owner.open(page), button);
    expect(headers.get('content-type')).toBe(type);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="/);
    // A link gets no file.
    expect((await owner.send(path)).status, `GET ${path}`).toBe(405);
  }
});

test('signing out clears what the browser stored, and the session cookie by name', async ({ client, people }) => {
  const ada = await people.make();
  const owner = client();
  await people.signIn(owner, ada);
  const out = await owner.submitOnce(await owner.open('/'), words.appFrame.signOut);
  expect(out.setCookies.some((line) => /^(__Host-)?session=;.*(max-age=0|1970)/i.test(line))).toBe(true);
  const after = await owner.send('/login?reason=signed-out');
  expect(after.headers.get('clear-site-data')).toBe('"cache", "storage"');
});

/** Sends the same request to several paths. */
function by(
  browser: NoScriptClient,
  kind: Kind,
  paths: readonly string[],
  sending: Parameters<NoScriptClient['send']>[1] = {},
) {
  return paths.map((path) => ({ browser, path, kind, sending }));
}
