import { letTimePass } from './fixtures/ageing.ts';
import { Authenticator } from './fixtures/authenticator.ts';
import { countSessions } from './fixtures/database.ts';
import {
  codesDialog,
  confirmInDialog,
  disableInDialog,
  expectProblem,
  openDisableDialog,
  openEnableDialog,
  qrCode,
  signInWithoutScript,
} from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { hello, refusal, words } from './fixtures/words.ts';

const DISABLED = words.twoFactor.done.disabled;

test('turning off requires the password and the code, both correct', async ({ page, context, people, database }) => {
  const [ada, grace] = [await people.makeProtected(), await people.makeProtected()];
  await people.signIn(context, ada);
  const dialog = await openDisableDialog(page);
  await disableInDialog(dialog, { code: ada.phone.nextCode(), password: 'not the right one' });
  await expectProblem(dialog, refusal('password-wrong'));
  await disableInDialog(dialog, { code: grace.phone.nextCode(), password: ada.password });
  await expectProblem(dialog, refusal('code-wrong'));
  await expect(dialog.getByLabel(words.reauthentication.fields.code)).toHaveValue('');
  expect(await database.sql.select().from(database.tables.authenticators)).not.toEqual([]);
  // With the wrong password the code was not checked, so it is still valid.
  await disableInDialog(dialog, { code: ada.phone.lastCode(), password: ada.password });
  await expect(page.getByRole('status').filter({ hasText: DISABLED })).toBeVisible();
  await expect(page.getByText(words.twoFactor.done.removeEntry({ appName: 'Axelor Connect' }))).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: words.twoFactor.heading })).toBeFocused();
});

test('turning off takes a one-time password in place of the code', async ({ page, context, people }) => {
  const ada = await people.makeProtected();
  await people.signIn(context, ada);
  const dialog = await openDisableDialog(page);
  await dialog.getByText(words.challenge.useOneTimePassword).click();
  await dialog.getByLabel(words.kit.everywhere.oneTimePassword).fill(ada.recoveryCodes[9] ?? '');
  await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(ada.password);
  await dialog.getByRole('button', { name: words.twoFactorDialogs.disable.submit, exact: true }).click();
  await expect(page.getByText(DISABLED)).toBeVisible();
});

test('turned off and on again, the old app and the old one-time passwords are invalid', async ({
  page,
  context,
  client,
  people,
}) => {
  const ada = await people.makeProtected();
  await people.signIn(context, ada);
  await disableInDialog(await openDisableDialog(page), { code: ada.phone.nextCode(), password: ada.password });
  await expect(page.getByText(DISABLED)).toBeVisible();

  const enable = await openEnableDialog(page);
  const phone = await Authenticator.scan(qrCode(enable));
  await confirmInDialog(enable, { code: phone.nextCode(), password: ada.password });
  await expect(codesDialog(page)).toBeVisible();
  const other = client();
  const challenge = await signInWithoutScript(other, ada);
  for (const [dead, told] of [
    [ada.phone.nextCode(), refusal('code-wrong')],
    [ada.recoveryCodes[2] ?? '', refusal('recovery-code-wrong')],
  ] as const)
    expect((await other.submit(challenge, words.challenge.form.submit, { code: dead })).text).toContain(told);
  const home = await other.submit(challenge, words.challenge.form.submit, { code: phone.nextCode() });
  expect(home.text).toContain(hello('Ada'));
});

test('turning off ends the sign-ins that wait for a code', async ({ page, context, client, people, database }) => {
  const ada = await people.makeProtected();
  await people.signIn(context, ada);
  const other = client();
  const challenge = await signInWithoutScript(other, ada);
  await disableInDialog(await openDisableDialog(page), { code: ada.phone.nextCode(), password: ada.password });
  await expect(page.getByText(DISABLED)).toBeVisible();
  await letTimePass(database, ada.id, ada.phone);
  const answer = await other.submit(challenge, words.challenge.form.submit, { code: ada.phone.nextCode() });
  expect(answer.path).toMatch(/^\/login\?reason=/);
  expect(await countSessions(database, ada.id)).toBe(1);
});
