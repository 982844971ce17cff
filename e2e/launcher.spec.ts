import type { Page } from '@playwright/test';
import { insertApp } from '#db/queries/apps.ts';
import { limits } from '#lib/config/limits.ts';
import { startApp } from './fixtures/app-server.ts';
import type { Database } from './fixtures/database.ts';
import { test as base, expect } from './fixtures/test.ts';
import { plain, words } from './fixtures/words.ts';

const { launcher, none } = words.myApps;

// Apps that other tests add are on everyone's Home: an app server of its own.
const test = base.extend({
  app: [
    async ({ origin, providers }, use) => {
      const app = await startApp(origin, { ...providers.environment, SUPPORT_EMAIL: 'help@example.com' });
      await use(app);
      await app.stop();
    },
    { scope: 'worker' },
  ],
});

const add = (database: Database, id: string, description: string | null, openTo: 'everyone' | 'groups' = 'everyone') =>
  insertApp(database, {
    ...{ id, name: `App ${id}`, description, openTo, demands: 'second-factor', createdAt: new Date() },
    launchUrl: `https://${id}.example.com/`,
  });
const tiles = (page: Page) => page.getByRole('list', { name: launcher.title }).getByRole('link');

test('all apps are on a page of their own: whom to ask for one, a search among many, the rest on Home', async ({
  page,
  context,
  people,
  database,
  otherBrowser,
}) => {
  await people.signIn(context, await people.make());
  await page.goto('/');
  await expect(page.getByRole('heading', { name: launcher.title })).toHaveCount(0);
  await page.goto('/apps');
  await expect(page.getByText(plain(none.open({ ask: none.ask })))).toBeVisible();
  await expect(page.getByRole('link', { name: none.ask })).toHaveAttribute('href', 'mailto:help@example.com');

  await add(database, 'shut', null, 'groups');
  for (let number = 1; number <= limits.appsOnHome; number++) await add(database, `n${number}`, null);
  await page.goto('/');
  await expect(tiles(page)).toHaveCount(limits.appsOnHome);
  await page.getByRole('link', { name: launcher.all({ count: limits.appsOnHome }) }).click();
  await expect(page.getByRole('heading', { level: 1, name: launcher.title })).toBeVisible();
  await expect(tiles(page)).toHaveCount(limits.appsOnHome);
  await expect(page.getByRole('searchbox')).toHaveCount(0);
  await expect(page.getByRole('link', { name: words.appFrame.home, exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  );

  await add(database, 'z', 'What the café takes');
  await page.goto('/');
  await expect(tiles(page)).toHaveCount(limits.appsOnHome);
  await page.getByRole('link', { name: launcher.all({ count: limits.appsOnHome + 1 }) }).click();
  await expect(tiles(page)).toHaveCount(limits.appsOnHome + 1);

  const ada = await people.makeProtected();
  const other = await otherBrowser({ javaScriptEnabled: false });
  await people.signIn(other, ada);
  for (const found of [page, await other.newPage()]) {
    await found.goto('/apps');
    await found.getByRole('searchbox', { name: launcher.search }).fill('CAFE');
    await found.keyboard.press('Enter');
    await expect(tiles(found)).toHaveCount(1);
    await expect(tiles(found)).toHaveAttribute('href', 'https://z.example.com/');
    await expect(tiles(found)).toContainText(found === page ? words.myApps.needsTwoFactor : 'What the café takes');
    await expect(found).toHaveURL(/\/apps\?q=CAFE$/);
    await found.getByRole('searchbox', { name: launcher.search }).fill('<b>%_shut');
    await found.keyboard.press('Enter');
    await expect(found.getByText(launcher.notFound)).toBeVisible();
    await expect(found.getByRole('searchbox', { name: launcher.search })).toHaveValue('<b>%_shut');
    await found.getByRole('link', { name: launcher.clear }).click();
    await expect(tiles(found)).toHaveCount(limits.appsOnHome + 1);
  }
});

test('attack: the page of apps opens for no one who is not signed in, and comes back to itself', async ({ client }) => {
  for (const path of ['/apps', '/apps?q=a&q=b', '/apps?q=%00%ff']) {
    const answer = await client().open(path);
    expect(answer.path, path).toMatch(/^\/login\?callbackUrl=%2Fapps/);
    expect(answer.status).toBe(200);
  }
});
