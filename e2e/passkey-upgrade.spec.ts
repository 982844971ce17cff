import { startApp } from './fixtures/app-server.ts';
import { plugIn } from './fixtures/passkey.ts';
import { expectHome, signInWithPassword } from './fixtures/screens.ts';
import { expect, test as plain } from './fixtures/test.ts';
import { words } from './fixtures/words.ts';

// Conditional create: Chromium knows the call, but saves nothing for a virtual authenticator and never answers.
const test = plain.extend({
  app: [
    async ({ origin, providers }, use) => {
      const app = await startApp(origin, { ...providers.environment, PASSKEY_UPGRADE: 'on' });
      await use(app);
      await app.stop();
    },
    { scope: 'worker' },
  ],
});
const { passkeySaved, passkeyOffer } = words.home;

test('PASSKEY_UPGRADE: what a password manager saves after a sign-in is said on Home, and can be removed there', async ({
  page,
  people,
}) => {
  const ada = await people.make();
  // Stands in for the password manager: it saves at once, without asking.
  await page.addInitScript(() => {
    const create = navigator.credentials.create.bind(navigator.credentials);
    navigator.credentials.create = (options) => {
      const { mediation, ...rest } = options as CredentialCreationOptions & { mediation?: string };
      Object.assign(window, { mediation });
      return create(rest);
    };
    PublicKeyCredential.getClientCapabilities = () => Promise.resolve({ conditionalCreate: true });
  });
  const manager = await plugIn(page);
  await signInWithPassword(page, ada);
  await expect(page.getByText(passkeySaved.text({ name: 'Chrome on Linux' }))).toBeVisible();
  expect(await page.evaluate(() => (window as { mediation?: string }).mediation)).toBe('conditional');
  expect(await manager.count()).toBe(1);
  await expect(page.getByText(passkeyOffer.heading)).toHaveCount(0);
  await page.getByRole('link', { name: passkeySaved.remove }).click();
  await expect(
    page.getByRole('dialog', { name: words.passkeys.removeDialog.title({ name: 'Chrome on Linux' }) }),
  ).toBeVisible();
});

test('a browser that never answers is given up, and adding a passkey by hand works afterwards', async ({
  page,
  people,
}) => {
  const ada = await people.make();
  await page.addInitScript(() => {
    const create = navigator.credentials.create.bind(navigator.credentials);
    navigator.credentials.create = (options) =>
      create(options).catch((error: Error) => {
        Object.assign(window, { ended: error.name });
        throw error;
      });
    PublicKeyCredential.getClientCapabilities = () => Promise.resolve({ conditionalCreate: true });
  });
  await plugIn(page);
  await signInWithPassword(page, ada);
  await expectHome(page, ada);
  await expect.poll(() => page.evaluate(() => (window as { ended?: string }).ended)).toBeTruthy();
  await page.getByRole('link', { name: words.passkeys.add }).click();
  const { addDialog, create, done } = words.passkeys;
  const adding = page.getByRole('dialog', { name: addDialog.title });
  await adding.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(ada.password);
  await adding.getByRole('button', { name: addDialog.submit }).click();
  await adding.getByRole('button', { name: create.submit }).click();
  await expect(page.getByText(done.added)).toBeVisible();
});
