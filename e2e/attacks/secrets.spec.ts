import { readFile } from 'node:fs/promises';
import { expect, test } from '../fixtures/test.ts';
import { words } from '../fixtures/words.ts';

const SESSION_FLAGS =
  /^(session|challenge)=[^;]+;(?=.*; ?HttpOnly)(?=.*; ?SameSite=lax)(?=.*Path=\/(;|$))(?!.*Domain=)/i;

test('no secret is in the log, or in clear in the database', async ({ client, people, app, database }) => {
  const begin = app.log.mark();
  const ada = await people.makeProtected({ password: 'canary kestrel orchard lantern' });
  const browser = client();
  const { cookies } = browser;
  const secrets = new Set([ada.password, ada.phone.key, ada.phone.wrongCode()]);
  const collect = () => {
    for (const name of ['session', 'challenge']) secrets.add(cookies.get(name) ?? ada.password);
  };

  await browser.submit(await browser.open('/login'), words.signIn.form.submit, {
    email: ada.email,
    password: 'canary wrong password',
  });
  secrets.add('canary wrong password');
  const challenge = await browser.submit(await browser.open('/login'), words.signIn.form.submit, {
    email: ada.email,
    password: ada.password,
  });
  collect();
  await browser.submit(challenge, words.challenge.form.submit, { code: ada.phone.wrongCode() });
  const [code, recoveryCode = ''] = [ada.phone.nextCode(), ada.recoveryCodes[0]];
  await browser.submit(challenge, words.challenge.form.submit, { code });
  collect();
  const off = await browser.submit(
    await browser.open('/profile/two-factor?dialog=disable'),
    words.twoFactorDialogs.disable.submit,
    {
      code: recoveryCode,
      password: ada.password,
    },
  );
  expect(off.text).toContain(words.twoFactor.done.disabled);
  collect();
  for (const secret of [code, ...ada.recoveryCodes, ...ada.recoveryCodes.map((one) => one.replaceAll('-', ''))])
    secrets.add(secret);

  const log = app.log.text(begin);
  for (const event of ['signed-in', 'password-refused', 'code-refused', 'two-factor-disabled'])
    expect(log).toContain(`"event":"${event}"`);
  const rows = await databaseFiles(app.environment['DATABASE_URL'] ?? '');
  for (const secret of secrets) {
    expect(log.includes(secret), 'the log holds a secret').toBe(false);
    // Six digits may appear in any file by chance.
    if (secret.length > 6) expect(rows.includes(secret), 'the database holds a secret').toBe(false);
  }
  await database.ping();
});

test('cookies with secrets are out of reach of scripts and of other sites', async ({ client, people }) => {
  const ada = await people.makeProtected();
  const browser = client();
  const challenge = await browser.submit(await browser.open('/login'), words.signIn.form.submit, {
    email: ada.email,
    password: ada.password,
  });
  await browser.submit(challenge, words.challenge.form.submit, { code: ada.phone.nextCode() });
  const carriers = browser.cookiesSent.filter((line) => /^(session|challenge)=[^;]/.test(line));
  expect(carriers.length).toBeGreaterThanOrEqual(2);
  for (const line of carriers) {
    expect(line).toMatch(SESSION_FLAGS);
    expect(line.length).toBeLessThan(4096);
  }
});

test('every page forbids framing, sniffing, foreign scripts and caching', async ({ client, people }) => {
  const ada = await people.make();
  const [visitor, owner] = [client(), client()];
  await people.signIn(owner, ada);
  const nonces = new Set<string>();
  for (const [browser, path] of [
    [visitor, '/login'],
    [visitor, '/signup'],
    [visitor, '/nowhere'],
    [owner, '/'],
    [owner, '/profile/two-factor'],
    [owner, '/profile/two-factor?dialog=enable'],
  ] as const) {
    const { headers, html } = await browser.send(path);
    const policy = headers.get('content-security-policy') ?? '';
    for (const rule of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
      expect(policy, path).toContain(rule);
    expect(policy, path).not.toMatch(/unsafe-(inline|eval)/);
    const [, nonce = ''] = /'nonce-([^']+)'/.exec(policy) ?? [];
    expect(nonce.length, path).toBeGreaterThanOrEqual(22);
    nonces.add(nonce);
    expect(
      [...html.matchAll(/<script\b[^>]*>/g)].filter(([tag]) => !tag.includes(`nonce="${nonce}"`)),
      path,
    ).toEqual([]);
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    expect(headers.get('cache-control'), path).toContain('no-store');
    expect(headers.get('cross-origin-opener-policy'), path).toMatch(/^same-origin/);
    expect(headers.get('x-powered-by'), path).toBeNull();
  }
  expect(nonces.size).toBe(6);
});

async function databaseFiles(url: string): Promise<string> {
  const path = url.replace(/^file:/, '');
  const contents = await Promise.all([path, `${path}-wal`].map((file) => readFile(file, 'latin1').catch(() => '')));
  return contents.join('\n');
}
