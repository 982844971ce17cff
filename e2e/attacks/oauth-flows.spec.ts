import type { BrowserContext, Page } from '@playwright/test';
import { listLinkedIdentities } from '#db/queries/linked-identities.ts';
import { findUserByEmail } from '#db/queries/users.ts';
import { type Provider, providerNames } from '#lib/rules/sign-in/authentication-methods.ts';
import { countSessions } from '../fixtures/database.ts';
import type { Person } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { ANY, around, hello, refusal, words } from '../fixtures/words.ts';

// Each OAuth flow has a purpose, a user and a session, none of which may be taken for another flow's.

/** Begins Connect in a new tab and leaves it at the provider. */
async function leaveConnect(context: BrowserContext, person: Person, provider: Provider): Promise<Page> {
  const tab = await context.newPage();
  await tab.goto(`/profile/connections?dialog=connect-${provider}`);
  const dialog = tab.getByRole('dialog', {
    name: words.connections.connectDialog.title({ provider: providerNames[provider] }),
  });
  await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(person.password);
  await dialog.getByRole('button', { name: words.connections.connectDialog.form.submit }).click();
  await tab.waitForURL(/127\.0\.0\.1/);
  return tab;
}

async function forgetFlows(context: BrowserContext): Promise<void> {
  await context.clearCookies({ name: /flow|intent/ });
}

test('attack: a callback of an older sign-in is not connected to the account whose Connect is pending', async ({
  page,
  context,
  people,
  providers,
  database,
}) => {
  const anna = await people.make();
  const stranger = await providers.github.person();
  const other = await providers.github.person();
  await page.goto('/login');
  await page.getByRole('button', { name: words.providers.signIn({ provider: 'GitHub' }) }).click();
  await page.waitForURL(/127\.0\.0\.1/);
  await people.signIn(context, anna);
  const waiting = await leaveConnect(context, anna, 'github');

  await providers.github.agree(page, stranger);
  await expect(page.getByRole('heading', { level: 1, name: hello('Grace') })).toBeVisible();
  expect(await listLinkedIdentities(database, anna.id)).toEqual([]);
  const made = await findUserByEmail(database, stranger.email ?? '');
  expect(await listLinkedIdentities(database, made?.id ?? '')).toMatchObject([{ subject: stranger.subject }]);

  await providers.github.agree(waiting, other);
  await expect(waiting.getByText(refusal('flow-over', { provider: 'GitHub' })).first()).toBeVisible();
  expect(await listLinkedIdentities(database, anna.id)).toEqual([]);
  expect(await listLinkedIdentities(database, made?.id ?? '')).toHaveLength(1);
  expect(await findUserByEmail(database, other.email ?? '')).toBeNull();
});

test('two tabs that connect two providers both succeed', async ({ context, people, providers, database }) => {
  const anna = await people.make();
  const [atGitHub, atGoogle] = [await providers.github.person(), await providers.google.person()];
  await people.signIn(context, anna);
  const first = await leaveConnect(context, anna, 'github');
  const second = await leaveConnect(context, anna, 'google');
  await providers.github.agree(first, atGitHub);
  await expect(first.getByText(words.connections.isConnected({ provider: 'GitHub' }))).toBeVisible();
  await providers.google.agree(second, atGoogle);
  await expect(second.getByText(words.connections.isConnected({ provider: 'Google' }))).toBeVisible();
  const connected = await listLinkedIdentities(database, anna.id);
  expect(connected.map(({ subject }) => subject).sort()).toEqual([atGitHub.subject, atGoogle.subject].sort());
  expect(await countSessions(database, anna.id)).toBe(1);
});

for (const [what, leaveOut, told] of [
  [
    'whose cookie is lost',
    forgetFlows,
    (provider: string) => around(refusal('flow-lost', { provider, reference: ANY })),
  ],
  [
    'after signing out',
    (context: BrowserContext) => context.clearCookies({ name: 'session' }),
    (provider: string) => refusal('flow-over', { provider }),
  ],
] as const) {
  test(`attack: the callback of Connect ${what} signs no user in and changes no account`, async ({
    context,
    people,
    providers,
    database,
  }) => {
    const anna = await people.make();
    const account = await providers.google.person();
    await people.signIn(context, anna);
    const tab = await leaveConnect(context, anna, 'google');
    const before = (await context.cookies()).find(({ name }) => name === 'session')?.value;
    await leaveOut(context);
    await providers.google.agree(tab, account);
    await expect(tab.getByText(told('Google')).first()).toBeVisible();
    expect(await listLinkedIdentities(database, anna.id)).toEqual([]);
    expect(await findUserByEmail(database, account.email ?? '')).toBeNull();
    const after = (await context.cookies()).find(({ name }) => name === 'session')?.value;
    expect(after).toBe(leaveOut === forgetFlows ? before : undefined);
  });
}
