import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import * as openid from 'openid-client';
import { insertApp, insertClient, updateOpenTo } from '#db/queries/apps.ts';
import { hashToken } from '#lib/crypto/token.ts';
import type { AppServer } from './fixtures/app-server.ts';
import type { Database } from './fixtures/database.ts';
import { countSessions } from './fixtures/database.ts';
import { expect, test } from './fixtures/test.ts';
import { plain, words } from './fixtures/words.ts';

const SECRET = 'a secret of an app in the tests';
const { myApps, signOut } = words;

/** The server of the app, on another origin: shows that someone has arrived, and hears of sessions that have ended. */
const heard: string[] = [];
const server = http.createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  if (request.method === 'POST') heard.push(new URLSearchParams(body).get('logout_token') ?? '');
  response.setHeader('content-type', 'text/html').end('<!doctype html><title>Wiki</title><h1>Wiki</h1>');
});
let APP: string;
test.beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  APP = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
test.afterAll(() => void server.close());

async function registerApp(database: Database, id: string) {
  const now = new Date();
  await insertApp(database, {
    ...{ id, name: `Wiki ${id}`, openTo: 'everyone', demands: 'second-factor', createdAt: now },
    ...{ description: 'What the team knows', launchUrl: `${APP}/start` },
  });
  await insertClient(database, {
    ...{ appId: id, kind: 'confidential', secretHash: hashToken(SECRET), oldSecretHash: null, oldSecretUntil: null },
    ...{ redirectUris: [`${APP}/back`], pkce: 'required', postLogoutUris: [`${APP}/out`] },
    backchannelUri: `${APP}/heard`,
  });
}

/** Signs the person of this page in to the app. */
async function openApp(app: AppServer, page: Page, id: string) {
  const config = await openid.discovery(new URL(app.origin), id, undefined, openid.ClientSecretBasic(SECRET), {
    execute: [openid.allowInsecureRequests],
  });
  const verifier = openid.randomPKCECodeVerifier();
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: `${APP}/back`,
    scope: 'openid email',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  await page.goto(url.href);
  await page.waitForURL(`${APP}/back?*`);
  const tokens = await openid.authorizationCodeGrant(config, new URL(page.url()), { pkceCodeVerifier: verifier });
  const isAlive = () =>
    openid.fetchUserInfo(config, tokens.access_token, openid.skipSubjectCheck).then(
      () => true,
      () => false,
    );
  return { config, tokens, isAlive };
}

for (const javaScriptEnabled of [true, false])
  test(`an app signs its person out, who presses once and comes back to it, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
    app,
    browser,
    people,
    database,
  }) => {
    const id = `out-${javaScriptEnabled ? 'js' : 'plain'}`;
    await registerApp(database, id);
    const ada = await people.makeProtected();
    const context = await browser.newContext({ javaScriptEnabled, baseURL: app.origin });
    await people.signIn(context, ada);
    const page = await context.newPage();
    const { config, tokens, isAlive } = await openApp(app, page, id);
    const asked = { id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: `${APP}/out`, state: 'abc' };
    const logout = openid.buildEndSessionUrl(config, asked);
    await page.goto(logout.href);
    await expect(page.getByRole('heading', { name: signOut.title })).toBeVisible();
    await expect(page.getByText(plain(signOut.asked({ app: `Wiki ${id}` })))).toBeVisible();
    // Nothing has happened yet, and staying changes nothing.
    await page.getByRole('link', { name: signOut.stay }).click();
    expect(await isAlive()).toBe(true);
    await page.goto(logout.href);
    await page.getByRole('button', { name: signOut.submit }).click();
    await page.waitForURL(`${APP}/out?state=abc`);
    expect(await isAlive()).toBe(false);
    expect(await countSessions(database, ada.id)).toBe(0);
    await expect
      .poll(() => heard.map((token) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())))
      .toContainEqual(expect.objectContaining({ aud: id, sub: ada.id, sid: tokens.claims()?.['sid'] }));
    await context.close();
  });

test('attack: a page of another site signs no one out, and leads no one elsewhere', async ({
  app,
  page,
  context,
  people,
  database,
  watch,
}) => {
  watch.know(new URL(APP).origin);
  await registerApp(database, 'foreign');
  const ada = await people.makeProtected();
  await people.signIn(context, ada);
  const evil = 'https://evil.example/';
  const query = new URLSearchParams({ client_id: 'foreign', post_logout_redirect_uri: evil });
  await page.goto(`/oidc/logout?${query}`);
  await expect(page.getByRole('heading', { name: signOut.title })).toBeVisible();
  expect(await page.content()).not.toContain(`url=${evil}`);
  // A form that another site posts comes to the same page.
  await page.goto(`${APP}/`);
  await page.setContent(
    `<form method="post" action="${app.origin}/oidc/logout"><input name="client_id" value="foreign"><button>go</button></form>`,
  );
  await page.getByRole('button', { name: 'go' }).click();
  await expect(page.getByRole('heading', { name: signOut.title })).toBeVisible();
  expect(await countSessions(database, ada.id)).toBe(1);
  await page.goto(`/sign-out?${new URLSearchParams({ app: 'foreign', to: evil })}`);
  await page.getByRole('button', { name: signOut.submit }).click();
  await expect(page).toHaveURL(/\/login\?reason=signed-out/);
});

test('Home opens the apps that someone may open; their tab signs out of one', async ({
  app,
  page,
  context,
  people,
  database,
  watch,
}) => {
  watch.know(new URL(APP).origin);
  await registerApp(database, 'mine');
  await registerApp(database, 'shut');
  await updateOpenTo(database, 'shut', 'groups');
  const ada = await people.makeProtected();
  await people.signIn(context, ada);
  await page.goto('/profile/apps');
  await expect(page.getByText(myApps.none.inUse)).toBeVisible();
  const { isAlive } = await openApp(app, page, 'mine');
  await page.goto('/');
  const mine = page.getByRole('link', { name: 'Wiki mine' });
  await expect(mine).toContainText('What the team knows');
  await expect(page.getByRole('link', { name: 'Wiki shut' })).toHaveCount(0);
  await mine.click();
  await page.waitForURL(`${APP}/start`);
  await page.goto('/profile/apps');
  const list = page.getByRole('list', { name: myApps.list });
  await expect(list.getByText(myApps.browsers({ count: 1 }))).toBeVisible();
  await list.getByRole('button', { name: myApps.leave }).click();
  await expect(page.getByText(words.confirmations['app-left'])).toBeVisible();
  await expect(page.getByText(myApps.none.inUse)).toBeVisible();
  expect(await isAlive()).toBe(false);
  await page.goto('/profile/activity');
  await expect(page.getByText(words.events.lines['app-signed-out']({ app: 'Wiki mine' }))).toBeVisible();
  const { apps } = database.tables;
  await database.sql.update(apps).set({ openTo: 'groups' });
  await page.goto('/');
  await expect(page.getByText(plain(myApps.none.open({ ask: myApps.none.ask })))).toBeVisible();
});
