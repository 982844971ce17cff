import { readFile } from 'node:fs/promises';
import { Authenticator, readQrCode } from './fixtures/authenticator.ts';
import { parseRecoveryFile } from './fixtures/recovery-file.ts';
import {
  codeField,
  codesDialog,
  confirmInDialog,
  disableInDialog,
  expectChallenge,
  expectHome,
  expectProblem,
  openDisableDialog,
  openEnableDialog,
  qrCode,
  signInWithPassword,
  typeCode,
  typeOneTimePassword,
} from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { hello, refusal, words } from './fixtures/words.ts';

/** Every form works without JavaScript, in a real browser that has it switched off. */
test.use({ javaScriptEnabled: false });

test('sign up, sign in, sign out', async ({ page }) => {
  await page.goto('/signup');
  await page.getByLabel(words.signUp.form.name, { exact: true }).fill('Ada Lovelace');
  await page.getByLabel(words.kit.everywhere.email).fill('ada.without.script@example.com');
  await page.getByLabel(words.signUp.form.password, { exact: true }).fill('short');
  await page.getByRole('button', { name: words.signUp.form.submit }).click();
  await expectProblem(page, refusal('password-short', { minimum: 15 }));
  await expect(page.getByLabel(words.kit.everywhere.email)).toHaveValue('ada.without.script@example.com');
  await page.getByLabel(words.signUp.form.password, { exact: true }).fill('umbrella canyon violet harbour');
  await page.getByRole('button', { name: words.signUp.form.submit }).click();
  await expect(page.getByText(words.signIn.reasons['signed-up'])).toBeVisible();
  await page.getByLabel(words.signUp.form.password, { exact: true }).fill('umbrella canyon violet harbour');
  await page.getByRole('button', { name: words.signIn.form.submit, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: hello('Ada') })).toBeVisible();
  await page.getByRole('button', { name: 'Ada Lovelace' }).click();
  await page.getByRole('button', { name: words.appFrame.signOut, exact: true }).click();
  await expect(page.getByText(words.signIn.reasons['signed-out'])).toBeVisible();
});

test('the challenge: a wrong code, a reused one, a one-time password', async ({ page, people, otherBrowser }) => {
  const ada = await people.makeProtected();
  await signInWithPassword(page, ada);
  await expectChallenge(page);
  await typeCode(page, ada.phone.wrongCode());
  await expectProblem(page, refusal('code-wrong'));
  await expect(codeField(page)).toHaveValue('');
  await typeCode(page, ada.phone.nextCode());
  await expectHome(page, ada);

  const other = await (await otherBrowser({ javaScriptEnabled: false })).newPage();
  await signInWithPassword(other, ada);
  await typeCode(other, ada.phone.lastCode());
  await expectProblem(other, refusal('code-reused'));
  await typeOneTimePassword(other, ada.recoveryCodes[6] ?? '');
  await expect(other.getByText(words.appFrame.oneTimePassword.used({ number: 7, left: 9 }))).toBeVisible();
});

test('turning on: QR code, both mistakes reported, one-time passwords, file', async ({ page, context, people }) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  const dialog = await openEnableDialog(page);
  const picture = await readQrCode(qrCode(dialog));
  const phone = new Authenticator(picture);
  await confirmInDialog(dialog, { code: phone.wrongCode(), password: 'not the right one' });
  await expectProblem(dialog, refusal('code-wrong-in-setup', { appName: 'Axelor Connect' }), refusal('password-wrong'));
  expect(await readQrCode(qrCode(dialog))).toBe(picture);
  await confirmInDialog(dialog, { code: phone.nextCode(), password: ada.password });
  await expect(codesDialog(page).getByText(words.oneTimePasswords.news.enabled.heading)).toBeVisible();

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: words.oneTimePasswords.save.download }).click(),
  ]);
  const file = parseRecoveryFile(download.suggestedFilename(), await readFile(await download.path(), 'latin1'));
  expect(file.name).toMatch(/^axelor-connect-one-time-passwords_.+\.txt$/);
  expect(file.codes.size).toBe(10);
});

test('turning off', async ({ page, context, people }) => {
  const ada = await people.makeProtected();
  await people.signIn(context, ada);
  const dialog = await openDisableDialog(page);
  await disableInDialog(dialog, { code: ada.phone.nextCode(), password: 'not the right one' });
  await expectProblem(dialog, refusal('password-wrong'));
  await disableInDialog(dialog, { code: ada.phone.lastCode(), password: ada.password });
  await expect(page.getByText(words.twoFactor.done.disabled)).toBeVisible();
});

test('signing in with a provider, and the code after it', async ({ page, people, providers }) => {
  const account = await providers.google.person();
  const grace = await people.makeProtected({ at: account });
  await page.goto('/login');
  await page.getByRole('button', { name: words.providers.signIn({ provider: 'Google' }) }).click();
  await providers.google.agree(page, account);
  await expectChallenge(page);
  await typeCode(page, grace.phone.nextCode());
  await expectHome(page, grace);
});
