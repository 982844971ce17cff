import { readFileSync } from 'node:fs';
import { guards } from '../fixtures/guard-proxy.ts';
import { test } from '../fixtures/guarded-test.ts';
import { shows } from '../fixtures/sample-app.ts';
import { signInWithPassword, typeCode } from '../fixtures/screens.ts';
import { expect } from '../fixtures/test.ts';
import { plain, words } from '../fixtures/words.ts';

const { authorize, signOut } = words;

for (const guard of guards) {
  test.describe(`an app behind ${guard}`, () => {
    test.use({ guard });

    for (const javaScriptEnabled of [true, false]) {
      const how = javaScriptEnabled ? 'with' : 'without';
      test(`opens after password and code, ${how} JavaScript, on the page that was asked for`, async ({
        reports,
        people,
        otherBrowser,
      }) => {
        const browser = await otherBrowser({ javaScriptEnabled });
        const page = await browser.newPage();
        const ada = await people.makeProtected({ name: 'Ada Łukasz 李' });
        await signInWithPassword(page, ada, `${reports.origin}/pages/1?of=7`);
        await typeCode(page, ada.phone.nextCode());
        await expect(page.getByText(shows.path('/pages/1?of=7'))).toBeVisible();
        expect(new URL(page.url()).host).toBe(reports.host);
        await expect(page.getByText(shows.person(ada.name))).toBeVisible();
      });
    }

    test('takes four redirects the first time and none afterwards, with 60 files and in two tabs', async ({
      reports,
      visitor,
    }) => {
      const { ada, browser, page } = visitor;
      let redirects = 0;
      browser.on('response', (response) => {
        if (response.status() >= 300 && response.status() < 400) redirects += 1;
      });
      await page.goto(`${reports.origin}/`);
      await expect(page.getByText(shows.person(ada.name))).toBeVisible();
      expect(redirects).toBe(4);
      const before = reports.sample.seen.length;
      await page.goto(`${reports.origin}/files`, { waitUntil: 'networkidle' });
      const other = await browser.newPage();
      await other.goto(`${reports.origin}/two`);
      await expect(other.getByText(shows.path('/two'))).toBeVisible();
      expect(redirects).toBe(4);
      expect(reports.sample.seen.slice(before).filter(({ url }) => url.startsWith('/picture'))).toHaveLength(60);
    });

    test('two tabs that set out at once both arrive', async ({ reports, visitor }) => {
      const { browser } = visitor;
      const [one, two] = [await browser.newPage(), await browser.newPage()];
      await Promise.all([one.goto(`${reports.origin}/one`), two.goto(`${reports.origin}/two`)]);
      await expect(one.getByText(shows.path('/one'))).toBeVisible();
      await expect(two.getByText(shows.path('/two'))).toBeVisible();
      await Promise.all([one.reload(), two.reload()]);
      await expect(one.getByText(shows.path('/one'))).toBeVisible();
      await expect(two.getByText(shows.path('/two'))).toBeVisible();
    });

    test('takes WebSockets, uploads of 6 MB and cookies of 8 kB', async ({ reports, visitor }) => {
      const { browser, page } = visitor;
      await page.goto(`${reports.origin}/`);
      const cookie = (await browser.cookies(reports.origin)).map(({ name, value }) => `${name}=${value}`).join('; ');
      const opened = await page.evaluate(
        (address) =>
          new Promise((resolve) => {
            const socket = new WebSocket(address);
            socket.onopen = () => resolve('open');
            socket.onerror = () => resolve('failed');
          }),
        `ws://${reports.host}/live`,
      );
      expect(opened).toBe('open');
      const body = Buffer.alloc(6_000_000, 'x');
      expect((await reports.ask({ path: '/upload', method: 'POST', headers: { cookie }, body })).status).toBe(200);
      expect(reports.sample.seen.at(-1)).toMatchObject({ url: '/upload', method: 'POST', bytes: 6_000_000 });
      const large = `${cookie}; wide=${'x'.repeat(8000)}`;
      expect((await reports.ask({ path: '/wide', headers: { cookie: large } })).status).toBe(200);
      // Without a session none of them gets to the app.
      const count = reports.sample.seen.length;
      const upgrade = {
        ...{ connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' },
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      };
      expect((await reports.ask({ path: '/live', headers: upgrade })).status).toBe(401);
      expect((await reports.ask({ path: '/upload', method: 'POST', body: Buffer.from('x') })).status).toBe(401);
      expect(reports.sample.seen).toHaveLength(count);
    });

    test('says what is missing: two-factor for one, another app for the other', async ({
      reports,
      people,
      database,
      otherBrowser,
    }) => {
      const browser = await otherBrowser();
      await people.signIn(browser, await people.make());
      const page = await browser.newPage();
      await page.goto(`${reports.origin}/`);
      const app = `Reports ${reports.appId}`;
      const heading = (title: string) => page.getByRole('heading', { name: title });
      await expect(heading(plain(authorize['two-factor'].title({ app })))).toBeVisible();
      const { sql, tables } = database;
      const groupsOnly = { openTo: 'groups' as const };
      const { eq } = await import('drizzle-orm');
      await sql.update(tables.apps).set(groupsOnly).where(eq(tables.apps.id, reports.appId));
      await page.goto(`${reports.origin}/`);
      await expect(heading(plain(authorize.closed.title({ app })))).toBeVisible();
      await sql.update(tables.apps).set({ openTo: 'everyone' }).where(eq(tables.apps.id, reports.appId));
    });

    test('is signed out of by its own address, which leads to ours', async ({ reports, visitor }) => {
      const { ada, browser, page } = visitor;
      await page.goto(`${reports.origin}/`);
      await expect(page.getByText(shows.person(ada.name))).toBeVisible();
      await page.goto(`${reports.origin}/.connect/out`);
      await expect(page.getByRole('heading', { name: signOut.title })).toBeVisible();
      expect((await browser.cookies(reports.origin)).map(({ name }) => name)).not.toContain('connect-app');
      await page.getByRole('button', { name: signOut.submit }).click();
      await expect(page.getByText(words.signIn.reasons['signed-out'])).toBeVisible();
      await page.goto(`${reports.origin}/`);
      await expect(page).toHaveURL(/\/login\?/);
    });
  });
}

test('the files of deploy/guard set every identity header that the check answers with', async () => {
  const { identityHeaders } = await import('#lib/rules/apps/identity-headers.ts');
  const nginx = readFileSync('deploy/guard/nginx-location.conf', 'utf8').toLowerCase();
  const caddy = readFileSync('deploy/guard/guard.caddy', 'utf8').toLowerCase();
  for (const name of Object.keys(identityHeaders(null, 'id'))) {
    expect(nginx).toContain(`proxy_set_header ${name} $`);
    expect(caddy).toMatch(new RegExp(`copy_headers .*\\b${name}\\b`));
  }
});
