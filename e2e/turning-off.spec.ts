import { letTimePass } from './fixtures/ageing.ts';
import { Authenticator } from './fixtures/authenticator.ts';
import { countSessions } from './fixtures/database.ts';
import {
  codesDialog,
  confirmInDialog,
  disableInDialog,
  expectCodeRefused,
  expectHome,
  expectProblem,
  openDisableDialog,
  openEnableDialog,
  qrCode,
  signInWithPassword,
  typeCode,
} from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';

const DISABLED = 'Two-factor authentication is now disabled on your account.';

test('turning off wants the password and the code, each one right', async ({ page, context, people, database }) => {
  const [ada, grace] = [await people.makeProtected(), await people.makeProtected()];
  await people.signIn(context, ada);
  const dialog = await openDisableDialog(page);
  await disableInDialog(dialog, { code: ada.phone.nextCode(), password: 'not the right one' });
  await expectProblem(dialog, 'The password is not correct.');
  await disableInDialog(dialog, { code: grace.phone.nextCode(), password: ada.password });
  await expectProblem(
    dialog,
    'That code is not correct or has expired. Wait for the next one in your app and try again.',
  );
  await expect(dialog.getByLabel('Verification code')).toHaveValue('');
  expect(await database.sql.select().from(database.tables.authenticators)).not.toEqual([]);
  // With the wrong password the code was not looked at, so it is still good.
  await disableInDialog(dialog, { code: ada.phone.lastCode(), password: ada.password });
  await expect(page.getByRole('status').filter({ hasText: DISABLED })).toBeVisible();
  await expect(
    page.getByText('Remove the Axelor Connect entry from your app – its codes no longer work.'),
  ).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'Two-factor authentication' })).toBeFocused();
});

test('turning off takes a one-time password in place of the code', async ({ page, context, people }) => {
  const ada = await people.makeProtected();
  await people.signIn(context, ada);
  const dialog = await openDisableDialog(page);
  await dialog.getByText('Use a one-time password instead').click();
  await dialog.getByLabel('One-time password').fill(ada.recoveryCodes[9] ?? '');
  await dialog.getByLabel('Password', { exact: true }).fill(ada.password);
  await dialog.getByRole('button', { name: 'Disable', exact: true }).click();
  await expect(page.getByText(DISABLED)).toBeVisible();
});

test('turned off and on again, the old app and the old one-time passwords are dead', async ({
  page,
  context,
  people,
  otherBrowser,
}) => {
  const ada = await people.makeProtected();
  await people.signIn(context, ada);
  const disable = await openDisableDialog(page);
  await disableInDialog(disable, { code: ada.phone.nextCode(), password: ada.password });
  await expect(page.getByText(DISABLED)).toBeVisible();

  const enable = await openEnableDialog(page);
  const phone = await Authenticator.scan(qrCode(enable));
  await confirmInDialog(enable, { code: phone.nextCode(), password: ada.password });
  await expect(codesDialog(page)).toBeVisible();
  const other = await (await otherBrowser()).newPage();
  await signInWithPassword(other, ada);
  for (const dead of [ada.phone.nextCode(), ada.recoveryCodes[2] ?? '']) {
    await expectCodeRefused(other, dead, ' correct');
  }
  await typeCode(other, phone.nextCode());
  await expectHome(other, ada);
});

test('a code that turned it off signs nobody in', async ({ page, context, people, otherBrowser, database }) => {
  const ada = await people.makeProtected();
  await people.signIn(context, ada);
  const other = await (await otherBrowser()).newPage();
  await signInWithPassword(other, ada);
  const dialog = await openDisableDialog(page);
  await disableInDialog(dialog, { code: ada.phone.nextCode(), password: ada.password });
  await expect(page.getByText(DISABLED)).toBeVisible();
  await letTimePass(database, ada.id, ada.phone);
  await typeCode(other, ada.phone.nextCode());
  await expect(other).toHaveURL(/\/login\?/);
  expect(await countSessions(database, ada.id)).toBe(1);
});
