import type { Page } from '@playwright/test';
import { insertLinkedIdentity, listLinkedIdentities } from '#db/queries/linked-identities.ts';
import { insertReset } from '#db/queries/second-factor-resets.ts';
import { letTimePass } from '../fixtures/ageing.ts';
import { countSessions } from '../fixtures/database.ts';
import { askForLink, choosePassword, expectLockedDown, NEW_PASSWORD, openAsScanner } from '../fixtures/mail-screens.ts';
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
import { hello, refusal, words } from '../fixtures/words.ts';

// Shares one app between the tests of this file.
test.describe.configure({ mode: 'default' });

const OWN_PASSWORD = 'saddle violin ember canyon';
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('attack: a thief who signed in with stolen secrets is out by one press in the mail about it', async ({
  page,
  client,
  people,
  database,
  sink,
}) => {
  const ada = await people.makeProtected();
  const thief = client();
  const challenge = await signInWithoutScript(thief, ada);
  const inside = await thief.submit(challenge, words.challenge.form.submit, { code: ada.recoveryCodes[0] ?? '' });
  expect(inside.text).toContain(hello('Ada'));
  const notice = await sink.mailTo(
    ada.email,
    words.events.notices['recovery-code-used']({ number: 1, left: 9 }).subject.replace(/[()]/g, '\\$&'),
  );

  await openAsScanner(notice.link);
  await page.goto(notice.link);
  await expect(page.getByRole('heading', { level: 1, name: words.accountLinks.notMe.title })).toBeVisible();
  expect(await countSessions(database, ada.id)).toBe(1);
  await press(button(page, words.accountLinks.notMe.form.submit));
  await expectLockedDown(page, ada.email);
  expect(await countSessions(database, ada.id)).toBe(0);
  expect((await thief.open('/')).path).toMatch(/^\/login/);

  // Nor with the correct password, until a new one is set by a link to the current mailbox.
  const refused = await signInWithoutScript(thief, ada);
  expect(refused.text).toContain(refusal('account-locked-down'));
  await page.goto((await sink.mailTo(ada.email, words.linkMails.lockedDown.subject)).link);
  await choosePassword(page, NEW_PASSWORD);
  await signInWithPassword(page, { ...ada, password: NEW_PASSWORD });
  await expectChallenge(page);
});

test('attack: a "not you?" link that a thief kept opens nothing, and is invalid after the next new password (A-01)', async ({
  client,
  people,
  database,
  sink,
}) => {
  const ada = await people.make();
  const [thief, owner] = [client(), client()];
  // The thief was signed in for a minute, and no longer reads the mailbox.
  const inside = await signInWithoutScript(thief, ada);
  expect(inside.text).toContain(hello('Ada'));
  await thief.submit(await thief.open('/profile/password'), words.password.form.change, {
    currentPassword: ada.password,
    newPassword: NEW_PASSWORD,
  });
  const kept = await sink.mailTo(ada.email, words.events.notices['password-changed'].subject);
  const locked = await thief.submit(await thief.open(kept.link), words.accountLinks.notMe.form.submit);
  expect(locked.text).toContain(words.accountLinks.lockedDown.title);
  expect(locked.text).not.toContain(words.resetPassword.choose.form.newPassword);
  expect(await countSessions(database, ada.id)).toBe(0);

  const { link } = await sink.mailTo(ada.email, words.linkMails.lockedDown.subject);
  const chosen = await owner.submit(await owner.open(link), words.resetPassword.choose.form.submit, {
    newPassword: OWN_PASSWORD,
  });
  expect(chosen.text).toContain(words.signIn.reasons.reset);
  expect((await thief.open(kept.link)).text).toContain(words.frame.deadLink.title);
  expect((await signInWithoutScript(owner, { ...ada, password: OWN_PASSWORD })).text).toContain(hello('Ada'));
});

test('attack: an account at a provider that a thief connected is removed by the link of the mail about it, or unticked (A-03)', async ({
  client,
  people,
  database,
  sink,
}) => {
  const ada = await people.make();
  const owner = client();
  const since = (days: number) => new Date(Date.now() - days * 86_400_000);
  const connect = (provider: 'google' | 'github', days: number) =>
    insertLinkedIdentity(database, {
      id: `${provider}-${ada.id}`,
      userId: ada.id,
      provider,
      subject: `${provider}-${ada.id}`,
      email: null,
      createdAt: since(days),
    });
  await connect('google', 400);
  await connect('github', 3);

  await owner.submit(await owner.open('/forgot-password'), words.resetPassword.ask.form.submit, { email: ada.email });
  const { link } = await sink.mailTo(ada.email, words.linkMails.resetPassword.subject);
  const page = await owner.open(link);
  expect(page.text).toContain(words.waysIn.hint);
  expect(page.text).toMatch(/GitHub\s*New\s*Connected 3 days ago/);
  // A refused form keeps the ticks; the posted ones stay connected.
  const refused = await owner.submit(page, words.resetPassword.choose.form.submit, { newPassword: 'short' });
  await owner.submit(refused, words.resetPassword.choose.form.submit, { newPassword: OWN_PASSWORD });
  expect((await listLinkedIdentities(database, ada.id)).map(({ provider }) => provider)).toEqual(['google']);
  const { text } = await sink.mailTo(ada.email, words.events.notices['password-reset'].subject);
  expect(text).toContain(words.events.notices['provider-disconnected']({ providerName: 'GitHub' }).sentence);
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
  await expect(page.getByText(words.appFrame.oneTimePassword.used({ number: 1, left: 9 }))).toBeVisible();

  await openTwoFactorTab(page);
  await button(page, words.twoFactor.app.move).click();
  await moveDialog(page).getByRole('link', { name: words.challenge.useOneTimePassword }).click();
  const phone = await passMoveGate(page, words.kit.everywhere.oneTimePassword, {
    code: ada.recoveryCodes[1] ?? '',
    password: NEW_PASSWORD,
  });
  await finishMove(page, phone);
  await expect(page.getByText(words.twoFactor.oneTimePasswords.left({ left: 8, of: 10 }))).toBeVisible();
  await sink.mailTo(ada.email, words.events.notices['authenticator-moved'].subject);

  await button(page, ada.name).click();
  await press(page.getByRole('button', { name: words.appFrame.signOut, exact: true }));
  await expect(page.getByText(words.signIn.reasons['signed-out'])).toBeVisible();
  await letTimePass(database, ada.id, phone);
  await signInWithPassword(page, renewed);
  await typeCode(page, phone.nextCode());
  await expectHome(page, ada);
});

test('attack: a reset that is due happens in the browser that opened the link of its mail, and in no other', async ({
  page,
  client,
  people,
  database,
  sink,
}) => {
  const ada = await people.makeProtected();
  const minuteAgo = new Date(Date.now() - 60_000);
  await insertReset(database, {
    userId: ada.id,
    scheduledBy: 'command:root',
    scheduledAt: minuteAgo,
    dueAt: minuteAgo,
  });
  const thief = client();
  expect((await signInWithoutScript(thief, ada)).path).toBe('/login/two-factor');
  const { link } = await sink.mailTo(ada.email, words.linkMails.resetDue.subject);
  await openAsScanner(link);
  expect((await signInWithoutScript(thief, ada)).path).toBe('/login/two-factor');

  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1, name: words.accountLinks.resetDue.title })).toBeVisible();
  await expect(page.getByText(ada.email)).toBeVisible();
  await signInWithPassword(page, ada);
  await expectHome(page, ada);
  await sink.mailTo(ada.email, words.events.notices['second-factor-reset'].subject);
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1, name: words.frame.deadLink.title })).toBeVisible();
});
