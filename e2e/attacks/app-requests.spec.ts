import { eq } from 'drizzle-orm';
import { findClient } from '#db/queries/apps.ts';
import { makeMachineApp } from '../fixtures/machine-app.ts';
import { expect, test } from '../fixtures/test.ts';
import { words } from '../fixtures/words.ts';

const { authorize, adminApps } = words;

test('attack: no page on the way to an app, and none of signing out, stands in a frame of another site (attack G-22)', async ({
  app,
  browser,
  client,
  people,
  database,
}) => {
  const { asked } = await makeMachineApp(database);
  const ada = await people.makeProtected();
  const hers = client();
  await people.signIn(hers, ada);
  const begun = await hers.send(`${asked()}&prompt=consent`);
  const page = begun.headers.get('location') ?? '';
  const paths = [`${asked()}&prompt=consent`, asked(), page, `${asked()}&redirect_uri=https://evil.example/`];
  for (const path of [...paths, '/oidc/logout', '/sign-out', '/authorize/nothing']) {
    const { status, headers } = await hers.send(path);
    expect(headers.get('x-frame-options'), `${path} ${status}`).toBe('DENY');
    expect(headers.get('content-security-policy'), `${path} ${status}`).toContain("frame-ancestors 'none'");
  }
  // As a browser sees it, with her cookies: the button isn't there to be clicked.
  const context = await browser.newContext();
  await people.signIn(context, ada);
  const evil = await context.newPage();
  await evil.route('http://evil.example/', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<iframe src="${app.origin}${asked()}&prompt=consent"></iframe>` }),
  );
  await evil.goto('http://evil.example/');
  await expect.poll(() => evil.frames()[1]?.url()).toMatch(/^chrome-error:/);
  await expect(evil.frameLocator('iframe').getByRole('button')).toHaveCount(0);
  await context.close();
});

test('attack: an app’s name is text wherever it stands: on the way to it, on Home, in lists and in the log (attack G-21)', async ({
  page,
  context,
  people,
  database,
}) => {
  const { id, asked } = await makeMachineApp(database);
  // No form takes such a name; the pages don't rely on that.
  const name = '<img src=x onerror=alert(1)>\u202e<b>Wiki';
  const { apps } = database.tables;
  const shown = { name, description: name, launchUrl: 'https://wiki.example.com/' };
  await database.sql.update(apps).set(shown).where(eq(apps.id, id));
  await people.signIn(context, await people.makeAdmin());
  for (const path of [`${asked()}&prompt=consent`, '/', '/admin/apps', `/admin/apps/${id}`]) {
    await page.goto(path);
    const said = page.locator('main bdi, h1 bdi', { hasText: '<img src=x' }).first();
    await expect(said, path).toBeVisible();
    await expect(page.locator('img[src=x], b'), path).toHaveCount(0);
  }
  await page.goto(`${asked()}&prompt=consent`);
  await expect(page.getByRole('button', { name: authorize.press.button })).toBeVisible();
});

test('attack: a secret is in no line of the server’s log: neither when it is made, nor when it is used, right or wrong (attack G-40)', async ({
  app,
  client,
  people,
  database,
}) => {
  const begin = app.log.mark();
  const desk = client();
  const admin = await people.makeAdmin();
  await people.signIn(desk, admin);
  const form = await desk.open('/admin/apps/new?preset=other');
  const typed = { name: 'Logged', app: 'logged', redirects: 'https://wiki.example.com/back', openTo: 'everyone' };
  const made = await desk.submit(form, adminApps.create.button, {
    ...{ ...typed, reason: 'Reorganised', password: admin.password },
  });
  const [secret = ''] = /[\w-]{43}/.exec(made.text) ?? [];
  const hash = (await findClient(database, 'logged'))?.client.secretHash ?? '';
  const wrong = `${secret.slice(0, -3)}abc`;
  for (const one of [secret, wrong])
    for (const path of ['token', 'introspection', 'revocation', 'par']) {
      const code = {
        grant_type: 'authorization_code',
        code: 'x'.repeat(43),
        token: 'x',
        code_verifier: 'y'.repeat(43),
      };
      const basic = { authorization: `Basic ${Buffer.from(`logged:${one}`).toString('base64')}` };
      await fetch(`${app.origin}/oidc/${path}`, { method: 'POST', headers: basic, body: new URLSearchParams(code) });
      const inBody = new URLSearchParams({ ...code, client_id: 'logged', client_secret: one });
      await fetch(`${app.origin}/oidc/${path}`, { method: 'POST', body: inBody });
      await fetch(`${app.origin}/oidc/${path}?client_secret=${one}`, { method: 'POST', body: inBody });
    }
  const log = app.log.text(begin);
  expect(log).toContain('openid-refused');
  for (const [what, one] of Object.entries({ secret, wrong, hash }))
    expect(log.includes(one) || log.includes(Buffer.from(`logged:${one}`).toString('base64')), what).toBe(false);
});
