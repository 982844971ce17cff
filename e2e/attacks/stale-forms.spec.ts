import { findUser } from '#db/queries/users.ts';
import { readForms } from '../fixtures/html-forms.ts';
import { NEW_PASSWORD, requestLink } from '../fixtures/mail-screens.ts';
import { test } from '../fixtures/mail-sink.ts';
import type { Answer, NoScriptClient } from '../fixtures/no-script-client.ts';
import { signInWithoutScript } from '../fixtures/screens.ts';
import { expect } from '../fixtures/test.ts';
import { hello, refusal, words } from '../fixtures/words.ts';

// A form acts only for the user, link, challenge or object that its page was rendered for. One client is one browser:
// its pages are tabs that were open while something else happened in it.
test.describe.configure({ mode: 'default' });

const OTHER_ACCOUNT = refusal('another-account');

test('attack: two links of two accounts in one browser each change the account that their page names', async ({
  client,
  people,
  sink,
}) => {
  const [anna, bert] = [await people.make({ name: 'Anna' }), await people.make({ name: 'Bert' })];
  const browser = client();
  const pages: Answer[] = [];
  for (const { email } of [anna, bert]) {
    await requestLink(client(), email);
    pages.push(await browser.open((await sink.mailTo(email, words.linkMails.resetPassword.subject)).link));
  }
  const [ofAnna] = pages as [Answer];
  expect(ofAnna.text).toContain(anna.email);
  // Reloaded, it is still Anna's.
  expect((await browser.open(ofAnna.path)).text).toContain(anna.email);
  const login = await browser.submit(ofAnna, words.resetPassword.choose.form.submit, { newPassword: NEW_PASSWORD });
  expect(login.path).toBe('/login?reason=reset');
  expect((await signInWithoutScript(client(), { ...anna, password: NEW_PASSWORD })).text).toContain(hello('Anna'));
  expect((await signInWithoutScript(client(), bert)).text).toContain(hello('Bert'));
});

test('attack: a page whose link this browser no longer holds does nothing to the account of another link', async ({
  client,
  people,
  sink,
}) => {
  const [anna, bert] = [await people.make(), await people.make({ name: 'Bert' })];
  const browser = client();
  await requestLink(client(), anna.email);
  const page = await browser.open((await sink.mailTo(anna.email, words.linkMails.resetPassword.subject)).link);
  await requestLink(client(), bert.email);
  browser.cookies.delete('link');
  await browser.open((await sink.mailTo(bert.email, words.linkMails.resetPassword.subject)).link);
  const refused = await browser.submit(page, words.resetPassword.choose.form.submit, { newPassword: NEW_PASSWORD });
  expect(refused.html).toContain(refusal('link-elsewhere'));
  expect((await signInWithoutScript(client(), bert)).text).toContain(hello('Bert'));
});

test('attack: forms and downloads of one account do nothing for the other that is signed in by now', async ({
  client,
  people,
  database,
}) => {
  const [anna, bert] = [await people.make(), await people.make({ name: 'Bert Bertram' })];
  const browser = client();
  await people.signIn(browser, anna);
  const profile = await browser.open('/profile');
  const password = await browser.open('/profile/password');
  await people.signIn(browser, bert);

  const renamed = await browser.submit(profile, words.profile.nameForm.submit, { name: 'Typed by Anna' });
  expect(renamed.text).toContain(OTHER_ACCOUNT);
  expect(renamed.html).not.toContain('Typed by Anna');
  const typed = { currentPassword: bert.password, newPassword: NEW_PASSWORD };
  expect((await browser.submit(password, words.password.form.change, typed)).text).toContain(OTHER_ACCOUNT);
  const download = await browser.submit(profile, words.profile.data.download);
  expect(download.status).toBe(409);
  expect(download.text).not.toContain(bert.email);
  expect((await browser.submit(profile, words.appFrame.signOut)).text).toContain('Bert Bertram');
  expect(await findUser(database, bert.id)).toMatchObject({ name: 'Bert Bertram' });
  expect((await signInWithoutScript(client(), bert)).text).toContain(hello('Bert'));
});

test('attack: a form without a mark, or with one of another installation, is not handled', async ({
  client,
  people,
  database,
}) => {
  const anna = await people.make();
  const browser = client();
  await people.signIn(browser, anna);
  const profile = await browser.open('/profile');
  for (const drawn of ['', 'x', `${'a'.repeat(20)}.${'b'.repeat(16)}.`]) {
    await browser.submit(profile, words.profile.nameForm.submit, { name: 'Changed', drawn });
  }
  expect(await findUser(database, anna.id)).toMatchObject({ name: anna.name });
});

test('a login page that was open while a user signed in does not sign them out', async ({ client, people }) => {
  const [anna, bert] = [await people.make(), await people.make()];
  const browser = client();
  const login = await browser.open('/login');
  await people.signIn(browser, anna);
  await browser.submit(login, words.signIn.form.submit, { email: bert.email, password: bert.password });
  expect((await browser.open('/profile')).text).toContain(anna.email);
});

test('attack: a code typed for one sign-in is neither checked nor counted for another', async ({
  client,
  people,
  database,
}) => {
  const [anna, bert] = [await people.makeProtected(), await people.makeProtected()];
  const browser = client();
  await people.beginSignIn(browser, anna);
  const page = await browser.open('/login/two-factor');
  await people.beginSignIn(browser, bert);
  const refused = await browser.submit(page, words.challenge.form.submit, { code: '000000' });
  expect(refused.text).toContain(refusal('another-sign-in'));
  const { challenges } = database.tables;
  expect(await database.sql.select({ tries: challenges.attempts }).from(challenges)).toEqual(
    expect.not.arrayContaining([{ tries: 1 }]),
  );
});

test('attack: a setup that was started over in another tab is not confirmed by the first one', async ({
  client,
  people,
}) => {
  const anna = await people.make();
  const browser = client();
  await people.signIn(browser, anna);
  const first = await browser.submit(await browser.open('/profile/two-factor'), words.twoFactor.off.enable);
  await browser.submit(first, words.twoFactorDialogs.scan.startOver);
  const refused = await browser.submit(first, words.twoFactorDialogs.enable.form.submit, {
    code: '123456',
    password: anna.password,
  });
  expect(refused.text).toContain(refusal('page-outdated'));
});

test('a form that arrives twice gets two responses and is handled once: a one-time password, and new ones', async ({
  client,
  people,
  database,
}) => {
  const anna = await people.makeProtected();
  const browser = client();
  await people.beginSignIn(browser, anna);
  const page = await browser.open('/login/two-factor?method=one-time-password');
  const [first, second] = await sendTwice(browser, page, words.challenge.form.submit, {
    'recovery-code': anna.recoveryCodes[0] ?? '',
  });
  expect(first?.status).toBe(303);
  expect(second?.headers.get('location')).toBe(first?.headers.get('location'));
  expect(cookiesOf(second)).toEqual(cookiesOf(first));
  expect((await browser.open('/profile/two-factor')).text).toContain(
    words.twoFactor.oneTimePasswords.left({ left: 9, of: 10 }),
  );

  const dialog = await browser.open('/profile/two-factor?dialog=renew&method=one-time-password');
  const typed = { 'recovery-code': anna.recoveryCodes[1] ?? '', password: anna.password };
  const [made, again] = await sendTwice(browser, dialog, words.oneTimePasswords.renew.form.submit, typed);
  expect(codesIn(made)).toHaveLength(10);
  expect(codesIn(again)).toEqual(codesIn(made));
  const { formAnswers } = database.tables;
  const kept = JSON.stringify(await database.sql.select().from(formAnswers));
  for (const code of codesIn(made)) expect(kept).not.toContain(code);
});

/** Sends the same bytes and cookies twice, as a browser that has lost the first response. */
async function sendTwice(browser: NoScriptClient, page: Answer, button: string, values: Record<string, string>) {
  const before = new Map(browser.cookies);
  const first = await browser.submitOnce(page, button, { ...values, drawn: markOf(page, button) });
  const after = new Map(browser.cookies);
  browser.cookies.clear();
  for (const [name, value] of before) browser.cookies.set(name, value);
  const second = await browser.submitOnce(page, button, { ...values, drawn: markOf(page, button) });
  for (const [name, value] of after) browser.cookies.set(name, value);
  return [first, second];
}

function markOf(page: Answer, button: string): string {
  const forms = readForms(page.html).filter(({ buttons }) => buttons.some(({ text }) => text === button));
  return forms.at(-1)?.fields.find(([name]) => name === 'drawn')?.[1] ?? '';
}

function cookiesOf(answer: Answer | undefined): string[] {
  return (answer?.setCookies ?? [])
    .map((line) => line.split(';')[0] ?? '')
    .filter((line) => /^(session|challenge)=/.test(line));
}

function codesIn(answer: Answer | undefined): string[] {
  return [...new Set(answer?.text.match(/[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}/g) ?? [])];
}
