import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TESTED_BUILD } from '#scripts/build-folders.mjs';
import { Authenticator } from '../fixtures/authenticator.ts';
import { test } from '../fixtures/mail-sink.ts';
import { NoScriptClient } from '../fixtures/no-script-client.ts';
import { expect } from '../fixtures/test.ts';
import { hello, words } from '../fixtures/words.ts';

// Plants unique secrets, does everything once, then searches every place for them.
const NEW_PASSWORD = 'canary lantern orbit meadow pencil';
const CODES = /(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/g;

test('attack: secrets are in no log, no page after being shown once, no mail but their own, no file and no build', async ({
  app,
  people,
  sink,
}) => {
  const pages: string[] = [];
  const listening: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    pages.push(`${String(input)}\n${await answer.clone().text()}`);
    return answer;
  };
  const [begin, browser, phoneless] = [
    app.log.mark(),
    new NoScriptClient(app.origin, listening),
    new NoScriptClient(app.origin, listening),
  ];
  const ada = await people.makeProtected({ password: 'canary kestrel orchard lantern' });
  const grace = await people.make({ password: 'canary walnut thimble granite' });
  /** On how many pages each secret may appear. */
  const secrets = new Map<string, number>([
    [ada.password, 0],
    [grace.password, 0],
    [NEW_PASSWORD, 0],
    [ada.phone.key, 0],
  ]);
  const keepCookies = ({ cookies }: NoScriptClient) => {
    for (const name of ['session', 'challenge', 'browser', 'link'])
      if (cookies.has(name)) secrets.set(cookies.get(name) ?? '', 0);
  };

  // Sign in, take new one-time passwords, sign out.
  const challenge = await browser.submit(await browser.open('/login'), words.signIn.form.submit, {
    email: ada.email,
    password: ada.password,
  });
  keepCookies(browser);
  await browser.submit(challenge, words.challenge.form.submit, { code: ada.phone.nextCode() });
  keepCookies(browser);
  const renewal = await browser.open('/profile/two-factor?dialog=renew&method=code');
  const renewed = await browser.submit(renewal, words.oneTimePasswords.renew.form.submit, {
    code: ada.phone.nextCode(),
    password: ada.password,
  });
  const codes = renewed.text.match(CODES) ?? [];
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) secrets.set(code, 1);
  for (const path of ['/', '/profile', '/profile/two-factor', '/profile/sessions', '/profile/activity']) {
    await browser.send(path);
    await browser.send(`${path}?_rsc=1`, { headers: { rsc: '1' } });
  }
  for (const path of ['/profile/data', '/profile/activity/csv'])
    await browser.send(path, { method: 'POST', body: new FormData() });
  keepCookies(browser);
  await browser.submit(await browser.open('/'), words.appFrame.signOut);

  // A forgotten password, then a sign-in with a one-time password.
  await phoneless.submit(await phoneless.open('/forgot-password'), words.resetPassword.ask.form.submit, {
    email: ada.email,
  });
  const mail = await sink.mailTo(ada.email, words.linkMails.resetPassword.subject);
  const token = new URL(mail.link).searchParams.get('token') ?? '';
  expect(token.length).toBeGreaterThan(40);
  const choice = await phoneless.open(new URL(mail.link).pathname + new URL(mail.link).search);
  keepCookies(phoneless);
  await phoneless.submit(choice, words.resetPassword.choose.form.submit, { newPassword: NEW_PASSWORD });
  const again = await phoneless.submit(await phoneless.open('/login'), words.signIn.form.submit, {
    email: ada.email,
    password: NEW_PASSWORD,
  });
  const home = await phoneless.submit(again, words.challenge.form.submit, { code: codes[3] ?? '' });
  expect(home.text).toContain(hello('Ada'));

  // Two-factor turned on.
  const owner = new NoScriptClient(app.origin, listening);
  await people.signIn(owner, grace);
  const dialog = await owner.submit(await owner.open('/profile/two-factor'), words.twoFactor.off.enable);
  const phone = new Authenticator(/href="(otpauth:[^"]+)"/.exec(dialog.html)?.[1]?.replaceAll('&amp;', '&') ?? '');
  const on = await owner.submit(dialog, words.twoFactorDialogs.enable.form.submit, {
    code: phone.nextCode(),
    password: grace.password,
  });
  secrets.set(phone.key, 1);
  for (const code of on.text.match(CODES) ?? []) secrets.set(code, 1);
  await owner.open('/profile/two-factor');
  keepCookies(owner);
  // The URL of the link is the only place for its token.
  secrets.set(token, 1);
  expect(secrets.size).toBeGreaterThan(28);

  const settings = [app.environment['AUTH_SECRET'] ?? '', app.environment['ENCRYPTION_KEYS']?.split(':')[1] ?? ''];
  const log = app.log.text(begin);
  const data = await readAll(join((app.environment['DATABASE_URL'] ?? '').replace(/^file:/, ''), '..'));
  const build = await readAll(join(TESTED_BUILD, 'server'), join(TESTED_BUILD, 'static'));
  const mails = [ada, grace]
    .flatMap(({ email }) => sink.mailsTo(email))
    .filter(({ link }) => link !== mail.link)
    .map((one) => JSON.stringify(one));
  // Proves that the search finds what is there.
  expect([data.includes(ada.email), log.includes(ada.id), build.includes('signInAction')]).toEqual([true, true, true]);
  expect(pages.filter((page) => page.includes(codes[0] ?? '?'))).toHaveLength(1);
  for (const [secret, seen] of [...secrets, ...settings.map((one) => [one, 0] as const)]) {
    const undashed = secret.replaceAll('-', '');
    const where = (text: string) => text.includes(secret) || (undashed.length > 12 && text.includes(undashed));
    const hits = {
      log: where(log),
      data: where(data),
      build: where(build),
      mails: mails.some(where),
      pages: pages.filter(where).length > seen,
    };
    expect(hits, `the ${[...secrets.keys()].indexOf(secret) + 1}th secret`).toEqual({
      log: false,
      data: false,
      build: false,
      mails: false,
      pages: false,
    });
  }
});

/** Returns the contents of every file below these folders. */
async function readAll(...folders: string[]): Promise<string> {
  const texts = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile());
      return Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')));
    }),
  );
  return texts.flat().join('\n');
}
