import type { Browser, Page } from '@playwright/test';
import { insertReset } from '#db/queries/second-factor-resets.ts';
import { insertToken } from '#db/queries/tokens.ts';
import { hashToken } from '#lib/crypto/token.ts';
import type { Database } from './fixtures/database.ts';
import { test } from './fixtures/mail-sink.ts';
import type { Answer, NoScriptClient } from './fixtures/no-script-client.ts';
import type { Person } from './fixtures/people.ts';
import { language, openAndTake, prepareFolder, speak, take } from './fixtures/take-screen.ts';
import { words } from './fixtures/words.ts';

// npm run pictures -- screens: the pages of sign-up and of the links in emails.
test.describe.configure({ mode: 'default' });
test.slow();
test.beforeAll(prepareFolder);
test.beforeEach(({ context, app }) => speak(context, app.origin));

const submit = (page: Page) => page.locator('main form:not(:has([name=provider])) button[type=submit]').first().click();
const { linkMails, addressMails } = words;

test('sign-up', async ({ page, browser, app, database, sink }) => {
  const email = 'ada@example.com';
  await page.goto('/signup');
  await page.locator('#name').fill('Ada Lovelace');
  await page.locator('#email').fill(email);
  await page.locator('#new-password').fill('lantern meadow copper voyage');
  await submit(page);
  await page.waitForURL(/check-email/);
  await take(page, 'sign-up-check-email');
  const { link } = await sink.mailTo(email, linkMails.confirmAddress.subject);
  await elsewhere(browser, app.origin, link, 'sign-up-confirm-elsewhere');
  await openAndTake(page, link, 'sign-up-confirm');
  await openAndTake(page, '/link/sign-up?token=0000000000000000000000000000', 'sign-up-confirm-dead');

  const secret = 'i'.repeat(43);
  const now = new Date();
  await insertToken(database, {
    secretHash: hashToken(secret),
    purpose: 'invitation',
    owner: 'grace@example.com',
    email: null,
    sealedPayload: null,
    about: null,
    createdAt: now,
    expiresAt: new Date(now.getTime() + 86_400_000),
  });
  await openAndTake(page, `/link/invitation?token=${secret}`, 'sign-up-invited');
});

test('another address, and the way back', async ({ page, browser, app, client, people, database, sink }) => {
  const ada = await people.makeProtected();
  await speakTo(database);
  const moved = 'ada@analytical.example';
  const home = client();
  const challenge = await signIn(home, ada);
  await home.submit(challenge, words.challenge.form.submit, { code: ada.phone.nextCode() });
  const dialog = await home.open('/profile?dialog=email');
  await home.submit(dialog, words.profile.emailDialog.submit, {
    email: moved,
    password: ada.password,
    code: ada.phone.nextCode(),
  });
  const { link } = await sink.mailTo(moved, linkMails.confirmNewAddress.subject);
  await openAndTake(page, link, 'confirm-email');
  await submit(page);
  await page.waitForURL(/done=yes/);
  await take(page, 'confirm-email-done');
  const undo = (await sink.mailTo(ada.email, addressMails.changed.subject)).link;
  await openAndTake(page, undo, 'undo-email');
  await elsewhere(browser, app.origin, undo, 'undo-email-elsewhere');
  await submit(page);
  await page.waitForURL(/pressed|done/);
  await take(page, 'undo-email-pressed');
  const objection = (await sink.mailTo(moved, addressMails.undoWaits.subject)).link;
  await openAndTake(page, objection, 'keep-address');
  await submit(page);
  await page.locator('[role=alert]').first().waitFor();
  await take(page, 'keep-address-refused');
});

test('locking an account down, and a reset that is due', async ({ page, client, people, database, sink }) => {
  const ada = await people.makeProtected();
  const grace = await people.makeProtected({ name: 'Grace Hopper' });
  await speakTo(database);
  const thief = client();
  const challenge = await signIn(thief, ada);
  await thief.submit(challenge, words.challenge.form.submit, { code: ada.recoveryCodes[0] ?? '' });
  await openAndTake(page, (await sink.mailTo(ada.email, /./)).link, 'not-me-link');
  await submit(page);
  await page.waitForURL(/locked-down/);
  await take(page, 'locked-down');

  const past = new Date(Date.now() - 60_000);
  await insertReset(database, { userId: grace.id, scheduledBy: 'command:root', scheduledAt: past, dueAt: past });
  await signIn(client(), grace);
  await openAndTake(page, (await sink.mailTo(grace.email, linkMails.resetDue.subject)).link, 'reset-due');
});

/** Up to the challenge. */
async function signIn(visitor: NoScriptClient, { email, password }: Person): Promise<Answer> {
  if (language) visitor.cookies.set('language', language);
  return visitor.submit(await visitor.open('/login'), words.signIn.form.submit, { email, password });
}

/** Emails speak the language of the account. */
async function speakTo({ sql, tables: { users } }: Database): Promise<void> {
  if (language) await sql.update(users).set({ language });
}

async function elsewhere(browser: Browser, origin: string, link: string, name: string): Promise<void> {
  const context = await browser.newContext();
  await speak(context, origin);
  await openAndTake(await context.newPage(), link, name);
  await context.close();
}
