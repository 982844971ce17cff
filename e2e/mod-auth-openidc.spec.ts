import { insertApp, insertClient } from '#db/queries/apps.ts';
import { insertGroup, insertMember } from '#db/queries/groups.ts';
import { generateId, generateToken, hashToken } from '#lib/crypto/token.ts';
import { findApache } from '#scripts/system/apache.mjs';
import { type Apache, startApache } from './fixtures/apache.ts';
import { signInWithPassword, typeCode } from './fixtures/screens.ts';
import { test as base, expect } from './fixtures/test.ts';
import { hasTool } from './fixtures/tools.ts';
import { words } from './fixtures/words.ts';

const NO_APACHE =
  'Apache guards no page: mod_auth_openidc isn’t there. Install it (Debian, as root: apt-get install libapache2-mod-auth-openidc).';
const GROUP = { id: generateId(), name: 'staff', title: 'Staff', createdAt: new Date() };

/** Apache with a page that it guards as an app of ours: a client in C that isn't ours. */
const test = base.extend<object, { apache: Apache | null }>({
  apache: [
    async ({ app, database }, use) => {
      if (!hasTool(findApache(), NO_APACHE)) return use(null);
      const apache = await startApache(async (origin) => {
        const [secret, now] = [generateToken(), new Date()];
        const openTo = { openTo: 'everyone', demands: 'second-factor' } as const;
        await insertGroup(database, GROUP);
        await insertApp(database, { id: 'apache', name: 'Apache', createdAt: now, ...openTo });
        await insertClient(database, {
          ...{ appId: 'apache', kind: 'confidential', pkce: 'required', redirectUris: [`${origin}/private/back`] },
          ...{ secretHash: hashToken(secret), oldSecretHash: null, oldSecretUntil: null },
          ...{ postLogoutUris: [`${origin}/out`], backchannelUri: `${origin}/private/back?logout=backchannel` },
        });
        return { issuer: app.origin, id: 'apache', secret };
      });
      await use(apache);
      await apache.stop();
    },
    { scope: 'worker' },
  ],
});

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('mod_auth_openidc lets in who is of the group, after password and code; its logout ends the session here', async ({
      apache,
      page,
      people,
      database,
      watch,
    }) => {
      if (!apache) return test.skip(true, NO_APACHE);
      watch.know(apache.origin);
      const ada = await people.makeProtected();
      await insertMember(database, { groupId: GROUP.id, userId: ada.id, addedAt: new Date() });
      await signInWithPassword(page, ada, `${apache.origin}/private`);
      const shown = page.waitForResponse((response) => response.url() === `${apache.origin}/private`);
      await typeCode(page, ada.phone.nextCode());
      expect((await shown).headers()['x-user']).toBe(ada.email);
      await expect(page.getByRole('heading', { name: 'Apache: page' })).toBeVisible();

      await page.goto(`${apache.origin}/private/back?logout=${encodeURIComponent(`${apache.origin}/out`)}`);
      await page.getByRole('button', { name: words.signOut.submit }).click();
      await expect(page.getByRole('heading', { name: 'Apache: out' })).toBeVisible();
      await page.goto(`${apache.origin}/private`);
      await expect(page.getByRole('button', { name: words.signIn.form.submit, exact: true })).toBeVisible();
    });
  });

test('attack: mod_auth_openidc learns of no group that someone isn’t in: Apache lets them in nowhere', async ({
  apache,
  page,
  context,
  people,
  watch,
  tolerate,
}) => {
  if (!apache) return test.skip(true, NO_APACHE);
  watch.know(apache.origin);
  tolerate(/status of 401/);
  await people.signIn(context, await people.makeProtected());
  expect((await page.goto(`${apache.origin}/private`))?.status()).toBe(401);
});

test('mod_auth_openidc hears that a session has ended, and lets that browser in no longer', async ({
  apache,
  page,
  context,
  people,
  database,
  watch,
}) => {
  if (!apache) return test.skip(true, NO_APACHE);
  watch.know(apache.origin);
  const ada = await people.makeProtected();
  await insertMember(database, { groupId: GROUP.id, userId: ada.id, addedAt: new Date() });
  await people.signIn(context, ada);
  await page.goto(`${apache.origin}/private`);
  await expect(page.getByRole('heading', { name: 'Apache: page' })).toBeVisible();
  await page.goto('/');
  await page.getByRole('button', { name: ada.name }).click();
  await page.getByRole('button', { name: words.appFrame.signOut, exact: true }).click();
  await expect(page).toHaveURL(/\/login/);
  await expect(async () => {
    await page.goto(`${apache.origin}/private`);
    await expect(page.getByRole('button', { name: words.signIn.form.submit, exact: true })).toBeVisible();
  }).toPass();
});
