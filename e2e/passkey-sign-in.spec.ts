import { eq } from 'drizzle-orm';
import { countSessions } from './fixtures/database.ts';
import { plugIn, withoutOffers } from './fixtures/passkey.ts';
import { expectChallenge, expectHome, signInWithPassword } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { refusal, words } from './fixtures/words.ts';

// Signing in with a passkey, in Chromium's own WebAuthn. Its authenticator says yes at once where `answers` is left on.

const { passkey } = words.signIn;

test('a passkey offered under the email field signs in, also where two-factor is on: no password, no code', async ({
  page,
  people,
  database,
}) => {
  const ada = await people.makeProtected();
  const laptop = await plugIn(page);
  await laptop.hold(database, ada);
  await page.goto('/login?callbackUrl=%2Fprofile%2Fsessions');
  await expect(page).toHaveURL(/\/profile\/sessions$/);
  await expect(page.getByText(words.sessions.methods.passkey)).toBeVisible();
});

test('the button signs in, and the session is one of the passkey', async ({ page, people, database }) => {
  const ada = await people.make();
  await withoutOffers(page);
  const laptop = await plugIn(page);
  await laptop.hold(database, ada);
  await page.goto('/login');
  await page.getByRole('button', { name: passkey.submit }).click();
  await expectHome(page, ada);
  expect(await countSessions(database, ada.id)).toBe(1);
});

test('who would rather type a password does, while a passkey is offered', async ({ page, people, database }) => {
  const ada = await people.makeProtected();
  const laptop = await plugIn(page, { answers: false });
  await laptop.hold(database, ada);
  await signInWithPassword(page, ada);
  await expectChallenge(page);
});

test('a finger that is not recognised is told so, and nothing changes', async ({ page, people, database }) => {
  const ada = await people.make();
  await withoutOffers(page);
  const laptop = await plugIn(page);
  await laptop.hold(database, ada);
  await page.goto('/login');
  await laptop.recognise(false);
  await page.getByRole('button', { name: passkey.submit }).click();
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(passkey.cancelled);
  expect(await countSessions(database, ada.id)).toBe(0);
  await laptop.recognise(true);
  await page.getByRole('button', { name: passkey.submit }).click();
  await expectHome(page, ada);
});

test('a passkey that was removed here says so, and the password still signs in', async ({ page, people, database }) => {
  const ada = await people.make();
  await withoutOffers(page);
  const laptop = await plugIn(page);
  await laptop.hold(database, ada);
  await page.goto('/login');
  const { sql, tables } = database;
  await sql.delete(tables.passkeys).where(eq(tables.passkeys.userId, ada.id));
  await page.getByRole('button', { name: passkey.submit }).click();
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(refusal('passkey-unknown'));
  await page.getByLabel(words.kit.everywhere.email).fill(ada.email);
  await page.getByLabel(words.signIn.form.password, { exact: true }).fill(ada.password);
  await page.getByRole('button', { name: words.signIn.form.submit, exact: true }).click();
  await expectHome(page, ada);
});

test('a key that is only touched cannot sign in by itself', async ({ page, people, database }) => {
  const ada = await people.make();
  await withoutOffers(page);
  await plugIn(page, { kind: 'security-key' });
  await page.goto('/login');
  await page.getByRole('button', { name: passkey.submit }).click();
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(passkey.cancelled);
  expect(await countSessions(database, ada.id)).toBe(0);
});

test('a second tab of the same browser signs in with its own challenge', async ({
  page,
  context,
  people,
  database,
}) => {
  const ada = await people.make();
  await page.goto('/login');
  const other = await context.newPage();
  await other.goto('/login');
  const laptop = await plugIn(page);
  await laptop.hold(database, ada);
  await page.bringToFront();
  await page.getByRole('button', { name: passkey.submit }).click();
  await expectHome(page, ada);
});

test('attack: looking at the sign-in page a hundred times writes nothing', async ({ client, database }) => {
  const { sql, tables } = database;
  const rows = async () => (await sql.select().from(tables.spentCeremonies)).length;
  const before = await rows();
  const visitor = client();
  for (let count = 0; count < 100; count += 1) {
    const { status } = await visitor.open('/login/passkey');
    expect(status).toBe(200);
  }
  expect(await rows()).toBe(before);
});

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false });

  test('there is no button that would do nothing', async ({ page }) => {
    await page.goto('/login');
    await expect(page.getByLabel(words.kit.everywhere.email)).toBeVisible();
    await expect(page.getByRole('button', { name: passkey.submit })).toBeHidden();
  });
});
