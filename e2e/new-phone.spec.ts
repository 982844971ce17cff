import { ageSignIns, letTimePass, switchOffCodes, useUpOneTimePasswords } from './fixtures/ageing.ts';
import type { NoScriptClient } from './fixtures/no-script-client.ts';
import type { Protected } from './fixtures/people.ts';
import {
  codesDialog,
  expectCodeRefused,
  expectHome,
  finishMove,
  moveDialog,
  openChallenge,
  openTwoFactorTab,
  passMoveGate,
  press,
  qrCode,
  typeCode,
  typeOneTimePassword,
} from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { hello, refusal, words } from './fixtures/words.ts';

const [WRITE = ''] = words.twoFactor.app.wayOn.support({ support: '' });
const WRONG = refusal('code-wrong');

test('a new phone takes over: the old app works until then, the one-time passwords stay, other browsers end', async ({
  page,
  context,
  people,
  database,
  otherBrowser,
}) => {
  const ada = await people.makeProtected();
  await people.signIn(context, ada);
  const other = await otherBrowser();
  await people.signIn(other, ada);
  await openTwoFactorTab(page);
  await page.getByRole('button', { name: words.twoFactor.app.move }).click();
  const newPhone = await passMoveGate(page, words.reauthentication.fields.code, {
    code: ada.phone.nextCode(),
    password: ada.password,
  });

  // Attack: the other browser did not pass the gate, and never sees the new secret.
  const elsewhere = await other.newPage();
  await elsewhere.goto('/profile/two-factor?dialog=move');
  await expect(
    moveDialog(elsewhere).getByRole('button', { name: words.twoFactorDialogs.move.gate.submit }),
  ).toBeVisible();
  await expect(qrCode(moveDialog(elsewhere))).toBeHidden();

  await finishMove(page, newPhone);
  await expect(page.getByText(words.twoFactor.done.kept({ left: 10 }))).toBeVisible();
  await elsewhere.goto('/profile');
  await expect(elsewhere).toHaveURL(/\/login/);

  await letTimePass(database, ada.id, newPhone);
  await people.beginSignIn(other, ada);
  await openChallenge(elsewhere);
  await expectCodeRefused(elsewhere, ada.phone.nextCode(), WRONG);
  await typeCode(elsewhere, newPhone.nextCode());
  await expectHome(elsewhere, ada);
});

test('a user who signs in with the last one-time password gets new ones, and with one of them a new phone', async ({
  page,
  context,
  people,
  database,
}) => {
  const ada = await people.makeProtected();
  await useUpOneTimePasswords(database, ada.id, 9);
  await people.beginSignIn(context, ada);
  await openChallenge(page);
  await typeOneTimePassword(page, ada.recoveryCodes[9] ?? '');
  await expectHome(page, ada);
  const { used } = words.appFrame.oneTimePassword;
  const banner = (left: number, number = 10) => page.getByRole('status').filter({ hasText: used({ number, left }) });
  await banner(0).getByRole('link', { name: words.appFrame.oneTimePassword.renew }).click();

  const dialog = page.getByRole('dialog', { name: words.oneTimePasswords.renew.form.title });
  await expect(dialog.getByLabel(words.reauthentication.fields.code)).toBeHidden();
  await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(ada.password);
  await press(dialog.getByRole('button', { name: words.oneTimePasswords.renew.form.title }));
  const shown = codesDialog(page).getByRole('listitem');
  await expect(shown).toHaveCount(10);
  const [first = ''] = /(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(await shown.first().innerText()) ?? [];

  await page.goto('/profile/two-factor?dialog=move&method=one-time-password');
  const move = banner(10).getByRole('link', { name: words.appFrame.oneTimePassword.move });
  await expect(move).toBeVisible();
  const newPhone = await passMoveGate(page, words.kit.everywhere.oneTimePassword, {
    code: first,
    password: ada.password,
  });
  await finishMove(page, newPhone);
  await expect(page.getByText(words.twoFactor.done.kept({ left: 9 }))).toBeVisible();
  await expect(banner(9, 1)).toBeVisible();
  await expect(move).toBeHidden();
});

test('attack: the form without a code, sent by a user who has codes left, makes no new ones', async ({
  client,
  people,
}) => {
  const ada = await people.makeProtected();
  const browser = client();
  await people.signIn(browser, ada);
  const page = await browser.open('/profile/two-factor?dialog=renew&method=one-time-password');
  const answer = await browser.submit(page, words.oneTimePasswords.renew.form.submit, {
    password: ada.password,
    'recovery-code': [],
  });
  expect(answer.status).toBe(200);
  expect(answer.text).not.toMatch(/(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/);
});

test('new one-time passwords without JavaScript: the earlier ones are invalid at once', async ({ client, people }) => {
  const ada = await people.makeProtected();
  const browser = client();
  await people.signIn(browser, ada);
  const dialog = await browser.open('/profile/two-factor?dialog=renew&method=code');
  const typed = { code: ada.phone.nextCode(), password: ada.password };
  const shown = await browser.submit(dialog, words.oneTimePasswords.renew.form.submit, typed);
  const codes = shown.text.match(/(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/g) ?? [];
  expect(new Set(codes).size).toBe(10);

  await people.beginSignIn(browser, ada);
  browser.cookies.delete('session');
  const challenge = await browser.open('/login/two-factor?method=one-time-password');
  const refused = await browser.submit(challenge, words.challenge.form.submit, {
    'recovery-code': ada.recoveryCodes[0] ?? '',
  });
  expect(refused.text).toContain(refusal('recovery-code-wrong'));
  const home = await browser.submit(refused, words.challenge.form.submit, { 'recovery-code': codes[0] ?? '' });
  expect(home.text).toContain(hello('Ada'));
});

test('a user who signs in with the last one-time password gets new ones without JavaScript too', async ({
  client,
  people,
  database,
}) => {
  const ada = await people.makeProtected();
  await useUpOneTimePasswords(database, ada.id, 9);
  const browser = client();
  await people.beginSignIn(browser, ada);
  await comeInByTheLast(browser, ada);
  const dialog = await browser.open('/profile/two-factor?dialog=renew');
  const refused = await browser.submit(dialog, words.oneTimePasswords.renew.form.submit, { password: '' });
  expect(refused.text).toContain(refusal('password-empty'));
  const shown = await browser.submit(refused, words.oneTimePasswords.renew.form.submit, { password: ada.password });
  expect(new Set(shown.text.match(/(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/g))).toHaveProperty('size', 10);
});

test('with the authenticator disabled, the tab says the same as the notice: new ones for ten minutes', async ({
  client,
  people,
  database,
}) => {
  const ada = await people.makeProtected();
  await useUpOneTimePasswords(database, ada.id, 9);
  await switchOffCodes(database, ada.id);
  const browser = client();
  await people.beginSignIn(browser, ada);
  await comeInByTheLast(browser, ada);
  const fresh = await browser.open('/profile/two-factor');
  expect(fresh.text).toContain(words.appFrame.oneTimePassword.thenMove);
  expect(fresh.text).not.toContain(WRITE);

  await ageSignIns(database, ada.id);
  const later = await browser.open('/profile/two-factor');
  expect(later.text).toContain(WRITE);
});

/** Submits the last of the ten one-time passwords at a pending challenge. */
async function comeInByTheLast(browser: NoScriptClient, { recoveryCodes }: Protected): Promise<void> {
  const challenge = await browser.open('/login/two-factor?method=one-time-password');
  await browser.submit(challenge, words.challenge.form.submit, { 'recovery-code': recoveryCodes[9] ?? '' });
}
