import { eq } from 'drizzle-orm';
import { listLinkedIdentities } from '#db/queries/linked-identities.ts';
import { findUserByEmail } from '#db/queries/users.ts';
import { providers as names, providerNames } from '#lib/rules/sign-in/authentication-methods.ts';
import { countSessions } from './fixtures/database.ts';
import { cancel } from './fixtures/fake-provider.ts';
import { expectChallenge, expectHome, expectProblem, typeCode } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { ANY, around, hello, refusal, words } from './fixtures/words.ts';

for (const name of names) {
  const button = words.providers.signIn({ provider: providerNames[name] });

  test(`${name}: the code is required before any session exists`, async ({
    page,
    context,
    people,
    providers,
    database,
  }) => {
    const account = await providers[name].person();
    const grace = await people.makeProtected({ at: account });
    await page.goto('/login');
    await page.getByRole('button', { name: button }).click();
    await providers[name].agree(page, account);

    await expectChallenge(page);
    await expect(page.getByText(`Axelor Connect (${grace.email})`)).toBeVisible();
    expect(await countSessions(database, grace.id)).toBe(0);
    expect((await context.cookies()).map((cookie) => cookie.name)).not.toContain('session');
    await page.goto('/profile/two-factor');
    await expect(
      page.getByRole('heading', { level: 1, name: words.signIn.heading({ appName: 'Axelor Connect' }) }),
    ).toBeVisible();

    await page.goto('/login/two-factor');
    await typeCode(page, grace.phone.nextCode());
    await expectHome(page, grace);
    expect(await countSessions(database, grace.id)).toBe(1);
  });

  test(`${name}: a new user gets an account and is recognised the next time`, async ({
    page,
    otherBrowser,
    providers,
    database,
  }) => {
    const account = await providers[name].person();
    for (const visitor of [page, await (await otherBrowser()).newPage()]) {
      await visitor.goto('/login');
      await visitor.getByRole('button', { name: button }).click();
      await providers[name].agree(visitor, account);
      await expect(visitor.getByRole('heading', { level: 1, name: hello('Grace') })).toBeVisible();
    }
    const user = await findUserByEmail(database, account.email ?? '');
    expect(await listLinkedIdentities(database, user?.id ?? '')).toMatchObject([
      { provider: name, subject: account.subject },
    ]);
    expect(await countSessions(database, user?.id ?? '')).toBe(2);
  });

  test(`${name}: an email that has an account is never linked automatically`, async ({
    page,
    context,
    people,
    providers,
    database,
  }) => {
    const account = await providers[name].person();
    const ada = await people.make({ email: account.email ?? '' });
    await page.goto('/login');
    await page.getByRole('button', { name: button }).click();
    await providers[name].agree(page, account);
    await expectProblem(page, refusal('provider-address-known', { provider: providerNames[name] }));
    expect(await listLinkedIdentities(database, ada.id)).toEqual([]);
    expect(await countSessions(database, ada.id)).toBe(0);
    expect((await context.cookies()).map((cookie) => cookie.name)).not.toContain('session');
  });

  test(`${name}: a new user without a confirmed email is refused`, async ({ page, providers, database }) => {
    const account = await providers[name].person(name === 'facebook' ? 'no-email' : 'unverified');
    await page.goto('/login');
    await page.getByRole('button', { name: button }).click();
    await providers[name].agree(page, account);
    await expectProblem(page, refusal('provider-no-email', { provider: providerNames[name] }));
    const { linkedIdentities: row } = database.tables;
    expect(await database.sql.select().from(row).where(eq(row.subject, account.subject))).toEqual([]);
  });

  test(`${name}: cancelling at the provider changes nothing, and the page says so`, async ({ page, context }) => {
    await page.goto('/login?callbackUrl=/profile');
    await page.getByRole('button', { name: button }).click();
    await page.waitForURL(/127\.0\.0\.1/);
    await cancel(page);
    await expectProblem(page, refusal('provider-cancelled', { provider: providerNames[name] }));
    expect((await context.cookies()).map((cookie) => cookie.name)).not.toContain('session');
  });

  test(`${name}: a provider that fails half-way leaves a reference, not a session`, async ({
    page,
    context,
    providers,
    app,
  }) => {
    const account = await providers[name].person();
    await page.goto('/login');
    await page.getByRole('button', { name: button }).click();
    providers[name].front.cut(/\/(access_)?token$/);
    const begin = app.log.mark();
    await providers[name].agree(page, account);
    const problem = page.getByRole('alert').filter({ hasText: providerNames[name] });
    await expect(problem).toContainText(/\(Reference [0-9A-F]{4}\)/);
    const [, reference = ''] = /Reference ([0-9A-F]{4})/.exec(await problem.innerText()) ?? [];
    expect(app.log.text(begin)).toContain(reference);
    expect((await context.cookies()).map((cookie) => cookie.name)).not.toContain('session');
    providers[name].front.restore();
  });
}

test('google: the login page says when a provider does not respond', async ({ page, providers }) => {
  await page.goto('/login');
  providers.google.front.cut();
  await page.getByRole('button', { name: words.providers.signIn({ provider: 'Google' }) }).click();
  const sentence = /Google isn’t responding\. Try again, or use another way to sign in\. \(Reference [0-9A-F]{4}\)/;
  await expect(page.getByRole('alert').filter({ hasText: sentence })).toBeVisible();
  providers.google.front.restore();
});

test('the request to a provider carries state and PKCE, and the exact redirect URI', async ({
  page,
  app,
  providers,
}) => {
  for (const name of names) {
    await page.goto('/login');
    await page.getByRole('button', { name: words.providers.signIn({ provider: providerNames[name] }) }).click();
    await page.waitForURL(/127\.0\.0\.1/);
    const asked = new URL(page.url()).searchParams;
    expect(asked.get('redirect_uri')).toBe(`${app.origin}/api/auth/callback/${name}`);
    expect(asked.get('state')?.length, `state for ${name}`).toBeGreaterThan(20);
    expect(asked.get('code_challenge_method'), `PKCE for ${name}`).toBe('S256');
    expect(asked.get('code_challenge')?.length).toBe(43);
    if (name === 'google') expect(asked.get('nonce')?.length).toBeGreaterThan(20);
    // Google would take the user who is signed in there, also right after another user has signed out here.
    expect(asked.get('prompt'), `prompt for ${name}`).toBe(name === 'google' ? 'select_account' : null);
    expect(providers[name].front.asked.length).toBeGreaterThan(0);
  }
});

test('attack: the callback of another browser, or of another provider, signs no user in', async ({
  page,
  context,
  otherBrowser,
  providers,
}) => {
  const account = await providers.google.person();
  await page.goto('/login');
  await page.getByRole('button', { name: words.providers.signIn({ provider: 'Google' }) }).click();
  await page.waitForURL(/127\.0\.0\.1/);
  const asked = Object.fromEntries(new URL(page.url()).searchParams);
  const agreed = await context.request.post(`${providers.google.front.url}/o/oauth2/v2/auth/callback`, {
    form: { ...asked, email: account.email ?? '' },
    maxRedirects: 0,
  });
  const wayBack = agreed.headers()['location'] ?? '';
  expect(wayBack).toContain('code=');

  const stranger = await (await otherBrowser()).newPage();
  await stranger.goto(wayBack);
  await expectProblem(stranger, around(refusal('flow-lost', { provider: 'Google', reference: ANY })));
  await page.goto(wayBack.replace('/google?', '/github?'));
  await expectProblem(page, around(refusal('flow-lost', { provider: 'GitHub', reference: ANY })));
  for (const browser of [context, stranger.context()])
    expect((await browser.cookies()).map((cookie) => cookie.name)).not.toContain('session');
});

test('attack: a foreign provider account in a signed-in browser is not linked to its user', async ({
  page,
  context,
  people,
  providers,
  database,
}) => {
  const ada = await people.makeProtected();
  const account = await providers.google.person();
  // The flow started before Ada signed in in the same browser.
  await page.goto('/login');
  await page.getByRole('button', { name: words.providers.signIn({ provider: 'Google' }) }).click();
  await page.waitForURL(/127\.0\.0\.1/);
  await people.signIn(context, ada);
  await providers.google.agree(page, account);
  await expect(page.getByRole('heading', { level: 1, name: hello('Grace') })).toBeVisible();
  expect(await listLinkedIdentities(database, ada.id)).toEqual([]);
});
