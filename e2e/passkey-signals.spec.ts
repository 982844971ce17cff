import { eq } from 'drizzle-orm';
import { insertPasskey } from '#db/queries/passkeys.ts';
import { generateId } from '#lib/crypto/token.ts';
import { samplePasskey } from '#test/sample-passkey.ts';
import { plugIn, withoutOffers } from './fixtures/passkey.ts';
import { openTwoFactorTab, press } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { refusal, words } from './fixtures/words.ts';

// What the app tells password managers, seen in Chromium's own authenticator.

const { passkeys } = words;

test('a passkey removed here is gone from the device too', async ({ page, context, people, database }) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  const laptop = await plugIn(page);
  await laptop.hold(database, ada, 'Old laptop');
  // One that another device keeps: its row stays, and this browser has nothing to do with it.
  await insertPasskey(database, {
    ...{ ...samplePasskey, createdAt: new Date() },
    ...{ id: generateId(), userId: ada.id, credentialId: generateId() },
  });
  await openTwoFactorTab(page);
  await page.getByRole('button', { name: passkeys.removeNamed({ name: 'Old laptop' }) }).click();
  const removing = page.getByRole('dialog', { name: passkeys.removeDialog.title({ name: 'Old laptop' }) });
  await removing.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(ada.password);
  await press(removing.getByRole('button', { name: passkeys.removeDialog.submit, exact: true }));
  await expect(page.getByText(passkeys.done.removed)).toBeVisible();
  await expect.poll(() => laptop.count()).toBe(0);
  await expect(page.getByRole('list', { name: passkeys.heading }).getByRole('listitem')).toHaveCount(1);
});

test('attack W-40: going back to the page of an earlier removal deletes nothing that was added since', async ({
  page,
  context,
  people,
  database,
}) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  const laptop = await plugIn(page);
  await page.goto('/profile/two-factor?done=passkey-removed');
  await expect(page.getByText(passkeys.done.removed)).toBeVisible();
  await page.goto('/profile');
  await laptop.hold(database, ada);
  const told = page.waitForResponse(/two-factor\/passkeys$/);
  await page.goBack();
  expect(await (await told).json()).toMatchObject({ allAcceptedCredentialIds: await laptop.ids() });
  expect(await laptop.count()).toBe(1);
});

test('a sign-in with a passkey that no account has removes it; with one that is a security key now, it stays', async ({
  page,
  people,
  database,
}) => {
  const ada = await people.make();
  await withoutOffers(page);
  const laptop = await plugIn(page);
  await laptop.hold(database, ada);
  const { sql, tables } = database;
  const own = eq(tables.passkeys.userId, ada.id);
  const alert = page.getByRole('main').getByRole('alert');
  const refused = async () => {
    await page.goto('/login');
    await page.getByRole('button', { name: words.signIn.passkey.submit }).click();
    await expect(alert).toBeVisible();
  };
  await sql.update(tables.passkeys).set({ kind: 'security-key' }).where(own);
  await refused();
  expect(await laptop.count()).toBe(1);
  await sql.delete(tables.passkeys).where(own);
  await refused();
  await expect(alert).toHaveText(refusal('passkey-unknown'));
  await expect.poll(() => laptop.count()).toBe(0);
});

test('the device shows the new name of the account', async ({ page, context, people, database }) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  const laptop = await plugIn(page);
  await laptop.hold(database, ada);
  await page.goto('/profile');
  const name = page.getByLabel(words.profile.nameForm.name, { exact: true });
  await name.fill('Ada King');
  await press(page.getByRole('button', { name: words.profile.nameForm.submit, exact: true }));
  await expect.poll(() => laptop.accountNames()).toEqual([`Ada King, ${ada.email}`]);
  expect(await laptop.count()).toBe(1);
});

test('nobody learns of passkeys without a session', async ({ client }) => {
  const { status, html } = await client().send('/profile/two-factor/passkeys');
  expect({ status, html }).toEqual({ status: 204, html: '' });
});
