import type { Page } from '@playwright/test';
import { findUserByEmail } from '#db/queries/users.ts';
import { letTimePass } from './fixtures/ageing.ts';
import { Authenticator } from './fixtures/authenticator.ts';
import { keyboardOf } from './fixtures/keyboard.ts';
import { readRecoveryFile } from './fixtures/recovery-file.ts';
import { codeField, codesDialog, expectChallenge, qrCode } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';

// The product's help page, word for word and with the keyboard alone: from the first visit to a new phone.
test.slow();

const ada = { name: 'Ada Lovelace', email: 'ada@lovelace.example', password: 'umbrella canyon violet harbour' };

function userOf(page: Page) {
  const keyboard = keyboardOf(page);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const email = page.getByLabel('Email address');
  const password = page.getByLabel('Password', { exact: true });

  /** Profile name (bottom left) › Profile › Two-Factor Auth. */
  async function openTwoFactorTab() {
    await keyboard.press(button(ada.name));
    await keyboard.press(page.getByRole('link', { name: 'Profile', exact: true }));
    await expect(page.getByRole('heading', { level: 1, name: 'Profile' })).toBeVisible();
    await keyboard.reach(page.getByRole('tab', { selected: true }));
    await keyboard.moveTo(page.getByRole('tab', { name: 'Two-Factor Auth' }));
    await keyboard.enter();
    await expect(page.getByRole('tab', { name: 'Two-Factor Auth', selected: true })).toBeVisible();
  }

  async function scanAndEnable(): Promise<Authenticator> {
    await keyboard.press(button('Enable'));
    const dialog = page.getByRole('dialog', { name: 'Enable Two-Factor Authentication' });
    const phone = await Authenticator.scan(qrCode(dialog));
    await keyboard.type(dialog.getByLabel('Verification code'), phone.nextCode());
    await keyboard.type(dialog.getByLabel('Password', { exact: true }), ada.password);
    await keyboard.press(dialog.getByRole('button', { name: 'Enable', exact: true }));
    await expect(codesDialog(page).getByText('Two-factor authentication is on.')).toBeVisible();
    return phone;
  }

  async function downloadCodes() {
    const [download] = await Promise.all([page.waitForEvent('download'), keyboard.press(button('Download codes'))]);
    return readRecoveryFile(download);
  }

  async function closeCodes() {
    await keyboard.press(button('Done'));
    await expect(codesDialog(page)).toBeHidden();
  }

  async function signOut() {
    await keyboard.press(button(ada.name));
    await keyboard.press(button('Sign out'));
    await expect(page.getByText('You’re signed out.')).toBeVisible();
  }

  async function signIn() {
    await keyboard.type(email, ada.email);
    await keyboard.type(password, ada.password);
    await keyboard.enter();
    await expectChallenge(page);
  }

  return {
    keyboard,
    button,
    email,
    password,
    openTwoFactorTab,
    scanAndEnable,
    downloadCodes,
    closeCodes,
    signOut,
    signIn,
  };
}

test('sign up, turn on, sign in with a code and with a one-time password, turn off, change to a new phone', async ({
  page,
  database,
}) => {
  const { keyboard, button, password, ...she } = userOf(page);

  await test.step('sign up, which ends on the login page', async () => {
    await page.goto('/login');
    await keyboard.press(page.getByRole('link', { name: 'Create an account' }));
    await expect(page.getByRole('heading', { level: 1, name: 'Create your account' })).toBeVisible();
    await keyboard.type(page.getByLabel('Name', { exact: true }), ada.name);
    await keyboard.type(she.email, ada.email);
    await keyboard.type(password, ada.password);
    await keyboard.press(button('Create account'));
    await expect(
      page.getByText('Sign in to continue. If you already had an account, its password hasn’t changed.'),
    ).toBeVisible();
    await expect(she.email).toHaveValue(ada.email);
  });

  await test.step('the first sign-in asks for no code', async () => {
    await keyboard.type(password, ada.password);
    await keyboard.press(button('Sign In'));
    await expect(page.getByRole('heading', { name: 'Hello, Ada' })).toBeVisible();
  });

  const [phone, file] = await test.step('turn it on: scan, code, password, one-time passwords, download', async () => {
    await she.openTwoFactorTab();
    const scanned = await she.scanAndEnable();
    expect([scanned.issuer, scanned.account]).toEqual(['Axelor Connect', ada.email]);
    const shown = await codesDialog(page).getByRole('listitem').allInnerTexts();
    const saved = await she.downloadCodes();
    await she.closeCodes();
    await expect(page.getByText(/^Since \d{1,2} \w+ 20\d\d$/)).toBeVisible();
    for (const [number, code] of saved.codes) expect(shown[number - 1]).toContain(code);
    return [scanned, saved] as const;
  });

  await test.step('the file explains itself, holds ten numbered codes and no secret', () => {
    expect(file.name).toMatch(/^axelor-connect-one-time-passwords_ada-lovelace\.example_20\d\d-\d\d-\d\d\.txt$/);
    expect(file.text).toContain('AXELOR CONNECT - ONE-TIME PASSWORDS FOR TWO-FACTOR AUTHENTICATION\r\n');
    expect(file.text.replaceAll('\r\n', '')).toMatch(/^[\x20-\x7e]*$/);
    expect([...file.codes.keys()].sort((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(new Set(file.codes.values()).size).toBe(10);
    expect(file.text.replaceAll(' ', '')).not.toContain(phone.key);
    expect(file.text).not.toContain('otpauth');
  });

  await test.step('sign in with the code', async () => {
    await she.signOut();
    await she.signIn();
    // Checked once it is complete; Sign In is for those who are quicker.
    await keyboard.type(codeField(page), phone.nextCode());
    await expect(page.getByRole('heading', { name: 'Hello, Ada' })).toBeVisible();
  });

  await test.step('sign in without the phone, with one-time password no. 3', async () => {
    await she.signOut();
    await she.signIn();
    await keyboard.press(page.getByRole('link', { name: 'Use a one-time password instead' }));
    await keyboard.type(page.getByRole('textbox', { name: 'One-time password' }), file.codes.get(3) ?? '');
    await keyboard.enter();
    await expect(page.getByText('You signed in with one-time password 3. You have 9 left.')).toBeVisible();
  });

  await test.step('the tab shows nine left and no. 3 used', async () => {
    await she.openTwoFactorTab();
    await expect(page.getByText('9 of 10 left')).toBeVisible();
    await keyboard.press(page.getByText('Which ones were used'));
    await expect(page.getByRole('listitem').filter({ hasText: /^Number / })).toHaveText([
      /^Number 3 on \d{1,2} \w+ 20\d\d$/,
    ]);
  });

  await test.step('turn it off', async () => {
    await letTimePass(database, (await findUserByEmail(database, ada.email))?.id ?? '', phone);
    await keyboard.press(button('Disable'));
    const dialog = page.getByRole('dialog', { name: 'Disable Two-Factor Authentication' });
    await expect(dialog.getByLabel('Verification code')).toBeFocused();
    await keyboard.type(dialog.getByLabel('Verification code'), phone.nextCode());
    await keyboard.type(dialog.getByLabel('Password', { exact: true }), ada.password);
    await keyboard.press(dialog.getByRole('button', { name: 'Disable', exact: true }));
    await expect(
      page.getByRole('status').filter({ hasText: 'Two-factor authentication is now disabled on your account.' }),
    ).toBeVisible();
    await expect(button('Enable')).toBeVisible();
  });

  await test.step('turn it on again with another app', async () => {
    const newPhone = await she.scanAndEnable();
    expect(newPhone.key).not.toBe(phone.key);
    const newFile = await she.downloadCodes();
    expect(newFile.text).toMatch(/ Set \d/);
    await she.closeCodes();
    await she.signOut();
    await she.signIn();
    await keyboard.type(codeField(page), newPhone.nextCode());
    await keyboard.enter();
    await expect(page.getByRole('heading', { name: 'Hello, Ada' })).toBeVisible();
  });
});
