import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { startApp } from './fixtures/app-server.ts';
import { Authenticator } from './fixtures/authenticator.ts';
import { readRecoveryFile } from './fixtures/recovery-file.ts';
import { codesDialog, confirmInDialog, openEnableDialog, qrCode } from './fixtures/screens.ts';
import { test as base, expect } from './fixtures/test.ts';
import { words } from './fixtures/words.ts';

const folder = mkdtempSync(join(tmpdir(), 'accounts-brand-'));
const file = (name: string) => join(folder, name);
const attack = '<script>document.title="taken"</script><foreignObject><b>x</b></foreignObject>';
const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"><rect width="8" height="4" fill="#0b5fff"/>${attack}</svg>`;

/** An app that belongs to an organisation. Its logo would run a script if it could. */
const test = base.extend({
  app: [
    async ({ origin, providers }, use) => {
      writeFileSync(file('logo.svg'), logo);
      writeFileSync(file('icon.png'), PNG.sync.write(new PNG({ width: 512, height: 512 })));
      const app = await startApp(origin, {
        ...providers.environment,
        APP_NAME: 'Harbour',
        ORGANISATION: 'Example Ltd',
        LOGO: file('logo.svg'),
        ICON: file('icon.png'),
        ACCENT: '#ffd400',
        SUPPORT_URL: 'https://help.example.com',
        TERMS_URL: 'https://example.com/terms',
        PRIVACY_URL: 'https://example.com/privacy',
      });
      await use(app);
      await app.stop();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
});
test.describe.configure({ mode: 'default' });

test('the name, logo, colour and links of an organisation stand on every page, and ours on none', async ({
  page,
  context,
  people,
  tolerate,
}) => {
  const ada = await people.makeProtected();
  const visit = async (path: string) => {
    await page.goto(path);
    expect(await page.content(), path).not.toMatch(/axelor/i);
    await expect(page.getByText('Harbour').filter({ visible: true }).first()).toBeVisible();
  };
  await visit('/login');
  await expect(page.getByText('Example Ltd')).toBeVisible();
  await expect(page.getByRole('link', { name: words.frame.help })).toHaveAttribute('href', 'https://help.example.com');
  await expect(page.getByRole('link', { name: words.frame.privacy })).toBeVisible();
  const picture = page.locator('header img');
  expect(await picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true);
  // Yellow can't carry white words: a darker one of its hue does.
  const fill = await page
    .getByRole('button', { name: words.signIn.form.submit, exact: true })
    .evaluate((button) => getComputedStyle(button).backgroundColor);
  expect(fill).not.toBe('rgb(79, 70, 229)');
  expect(fill).not.toBe('rgb(255, 212, 0)');

  await people.signIn(context, ada);
  for (const path of ['/', '/profile', '/profile/two-factor', '/profile/sessions', '/profile/activity'])
    await visit(path);
  tolerate(/status of 404/);
  const answer = await page.request.get('/manifest.webmanifest');
  expect(await answer.json()).toMatchObject({ name: 'Harbour', icons: [{ sizes: '512x512' }] });
});

test('the authenticator app, the file of one-time passwords and the pages of an outage name the organisation’s product alone', async ({
  page,
  context,
  people,
  tolerate,
}) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  const dialog = await openEnableDialog(page);
  const phone = await Authenticator.scan(qrCode(dialog));
  expect(phone.issuer).toBe('Harbour');
  await confirmInDialog(dialog, { code: phone.nextCode(), password: ada.password });
  const saved = page.waitForEvent('download');
  await codesDialog(page).getByRole('button', { name: words.oneTimePasswords.save.download }).click();
  const { name, text } = await readRecoveryFile(await saved);
  expect(name).toMatch(/^harbour-one-time-passwords_/);
  expect(text).toContain('Harbour');
  expect(text).not.toMatch(/axelor/i);

  tolerate(/status of (404|503)/);
  for (const path of ['/unavailable?still=signed-in', '/nothing-here']) {
    await page.goto(path);
    const html = await page.content();
    expect(html, path).toContain('Harbour');
    expect(html, path).not.toMatch(/axelor/i);
  }
  await page.goto('/unavailable?still=signed-in');
  await expect(page.locator('header svg')).toHaveCount(0);
  const way = page.getByRole('link', { name: words.frame.home });
  expect(await way.evaluate((link) => getComputedStyle(link).backgroundColor)).not.toBe('rgb(79, 70, 229)');
});

test('attack: a logo with a script in it, opened by its address, runs nothing', async ({ page, tolerate }) => {
  tolerate(/Blocked script execution/);
  await page.goto('/login');
  const address = (await page.locator('header img').getAttribute('src')) ?? '';
  const answer = await page.request.get(address);
  expect(answer.headers()).toMatchObject({
    'content-type': 'image/svg+xml',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'public,max-age=31536000,immutable',
  });
  const opened = await page.context().newPage();
  await opened.goto(address);
  expect(await opened.title()).not.toBe('taken');
});

test('attack: an address that names no file of the brand gets nothing', async ({ page }) => {
  for (const name of ['logo', 'logo-0000000000000000', '..%2F..%2Fetc%2Fpasswd', 'icon.png'])
    expect((await page.request.get(`/brand/${name}`)).status(), name).toBe(404);
});
