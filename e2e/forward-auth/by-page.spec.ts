import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { freePort } from '../fixtures/free-port.ts';
import { guards, hasGuard, startProxy } from '../fixtures/guard-proxy.ts';
import { shows, startSampleApp } from '../fixtures/sample-app.ts';
import { press, signInWithPassword, typeCode } from '../fixtures/screens.ts';
import { expect, test } from '../fixtures/test.ts';
import { words } from '../fixtures/words.ts';

const { adminApps: apps } = words;

for (const guard of guards)
  test(`an app is put behind ${guard} with what its page says, as it is printed; doctor finds it well`, async ({
    app,
    context,
    page,
    people,
    otherBrowser,
    watch,
  }) => {
    test.skip(!hasGuard(guard), `there is no ${guard}; a line above says how to get one`);
    const port = await freePort();
    const host = `by-page-${guard}.localhost:${port}`;
    const admin = await people.makeAdmin();
    await people.signIn(context, admin);
    await page.goto('/admin/apps/new?preset=guarded');
    await page.getByLabel(apps.fields.name, { exact: true }).fill('Reports');
    await page.getByLabel(apps.fields.id, { exact: true }).fill(`by-page-${guard}`);
    await page.getByLabel(apps.fields.hosts, { exact: true }).fill(host);
    await page.getByLabel(apps.fields.openTo, { exact: true }).selectOption('everyone');
    await page.getByLabel(apps.fields.reason).fill('Knows no sign-in');
    await page.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(admin.password);
    await press(page.getByRole('button', { name: apps.create.button }));
    await expect(page.getByText(apps.done.create)).toBeVisible();
    const printed = await page.locator('pre').nth(guards.indexOf(guard)).textContent();

    const sample = await startSampleApp();
    // Only where the server, the app and the folder are found differs from what is printed.
    const site = (printed ?? '')
      .replace(/\/etc\/(nginx|caddy)\/guard/g, `${process.cwd()}/deploy/guard`)
      .replace('http://127.0.0.1:3000', app.origin.replace('localhost', '127.0.0.1'))
      .replace('127.0.0.1:9000', `127.0.0.1:${sample.port}`);
    const stop = await startProxy(guard, { site, port, accounts: app.origin });
    watch.know(`http://${host}`);
    try {
      const ada = await people.makeProtected();
      const visitor = await (await otherBrowser()).newPage();
      await signInWithPassword(visitor, ada, `http://${host}/today`);
      await typeCode(visitor, ada.phone.nextCode());
      await expect(visitor.getByText(shows.path('/today'))).toBeVisible();
      expect(sample.seen.at(-1)?.headers['remote-user']).toEqual([ada.id]);
      const doctor = ['--import', 'tsx', 'lib/cli/entry.ts', 'doctor', '--json'];
      const { stdout } = await promisify(execFile)(process.execPath, doctor, {
        env: { ...process.env, ...app.environment },
      }).catch((failed: { stdout: string }) => failed);
      const { findings } = JSON.parse(stdout) as { findings: { what: string; state: string }[] };
      expect(findings.filter(({ what }) => what === host)).toEqual([]);
      expect(findings).toContainEqual(expect.objectContaining({ what: 'hosts', state: 'ok' }));
    } finally {
      await stop();
      await sample.stop();
    }
  });
