import type { Page } from '@playwright/test';
import { letTimePass } from '../fixtures/ageing.ts';
import { countSessions } from '../fixtures/database.ts';
import { askForLink, choosePassword, NEW_PASSWORD, openAsScanner } from '../fixtures/mail-screens.ts';
import { test } from '../fixtures/mail-sink.ts';
import {
  expectChallenge,
  expectHome,
  finishMove,
  moveDialog,
  openTwoFactorTab,
  passMoveGate,
  press,
  signInWithoutScript,
  signInWithPassword,
  typeCode,
  typeOneTimePassword,
} from '../fixtures/screens.ts';
import { expect } from '../fixtures/test.ts';

// One app for all tests of this file.
test.describe.configure({ mode: 'default' });

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('attack: whoever signed in with stolen secrets is out by one press in the mail about it', async ({
  page,
  client,
  people,
  database,
  sink,
}) => {
  const ada = await people.makeProtected();
  const thief = client();
  const challenge = await signInWithoutScript(thief, ada);
  const inside = await thief.submit(challenge, 'Sign In', { code: ada.recoveryCodes[0] ?? '' });
  expect(inside.text).toContain('Hello, Ada.');
  const notice = await sink.mailTo(ada.email, 'One-time password no. 1 was used');

  await openAsScanner(notice.link);
  await page.goto(notice.link);
  await expect(page.getByRole('heading', { level: 1, name: 'That was not you?' })).toBeVisible();
  expect(await countSessions(database, ada.id)).toBe(1);
  await press(button(page, 'Sign out everyone and choose a new password'));
  await expect(page).toHaveURL(/\/reset-password\?link=[\w-]{16}$/);
  expect(await countSessions(database, ada.id)).toBe(0);
  expect((await thief.open('/')).path).toMatch(/^\/login/);

  await choosePassword(page, NEW_PASSWORD);
  await signInWithPassword(page, { ...ada, password: NEW_PASSWORD });
  await expectChallenge(page);
});

test('lost phone and forgotten password: a mail and two one-time passwords lead back in', async ({
  page,
  people,
  database,
  sink,
}) => {
  const ada = await people.makeProtected();
  const renewed = { ...ada, password: NEW_PASSWORD };
  await page.goto((await askForLink(page, ada.email, sink)).link);
  await choosePassword(page, NEW_PASSWORD);
  await signInWithPassword(page, renewed);
  await typeOneTimePassword(page, ada.recoveryCodes[0] ?? '');
  await expect(page.getByText('You used one-time password no. 1. 9 are left.')).toBeVisible();

  await openTwoFactorTab(page);
  await button(page, 'Move to a new phone').click();
  await moveDialog(page).getByRole('link', { name: 'Use a one-time password instead' }).click();
  const phone = await passMoveGate(page, 'One-time password', {
    code: ada.recoveryCodes[1] ?? '',
    password: NEW_PASSWORD,
  });
  await finishMove(page, phone);
  await expect(page.getByText('8 of 10 left.')).toBeVisible();
  await sink.mailTo(ada.email, 'Your authenticator app was changed');

  await button(page, ada.name).click();
  await press(page.getByRole('button', { name: 'Sign out', exact: true }));
  await expect(page.getByText('You are signed out.')).toBeVisible();
  await letTimePass(database, ada.id, phone);
  await signInWithPassword(page, renewed);
  await typeCode(page, phone.nextCode());
  await expectHome(page, ada);
});
