import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import * as openid from 'openid-client';
import { insertApp, insertClient } from '#db/queries/apps.ts';
import { hashToken } from '#lib/crypto/token.ts';
import type { AppServer } from './fixtures/app-server.ts';
import type { Database } from './fixtures/database.ts';
import { typeCode } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { plain, words } from './fixtures/words.ts';

const SECRET = 'a secret of an app in the tests';
const { authorize } = words;

/** The server of the app, on another origin: shows that someone has arrived. */
const server = http.createServer((_request, response) => {
  response.setHeader('content-type', 'text/html').end('<!doctype html><title>Wiki</title><h1>Wiki</h1>');
});
let APP: string;
test.beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  APP = `http://127.0.0.1:${(server.address() as AddressInfo).port}/back`;
});
test.afterAll(() => void server.close());

async function registerApp(database: Database, id: string) {
  const now = new Date();
  await insertApp(database, { id, name: `Wiki ${id}`, openTo: 'everyone', demands: 'second-factor', createdAt: now });
  await insertClient(database, {
    appId: id,
    kind: 'confidential',
    secretHash: hashToken(SECRET),
    oldSecretHash: null,
    oldSecretUntil: null,
    redirectUris: [APP],
    pkce: 'required',
  });
}

/** The app itself: an independent client, and what it remembers of a sign-in. */
async function beginAtApp(app: AppServer, id: string, changed: Record<string, string> = {}) {
  const config = await openid.discovery(new URL(app.origin), id, undefined, openid.ClientSecretBasic(SECRET), {
    execute: [openid.allowInsecureRequests],
  });
  const verifier = openid.randomPKCECodeVerifier();
  const state = openid.randomState();
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: APP,
    scope: 'openid profile email groups',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    ...changed,
  });
  const finish = (back: string) =>
    openid.authorizationCodeGrant(config, new URL(back), { pkceCodeVerifier: verifier, expectedState: state });
  return { config, url: url.href, finish };
}

async function arrive(page: Page): Promise<string> {
  await page.waitForURL((url) => url.href.startsWith(`${APP}?`));
  return page.url();
}

for (const javaScriptEnabled of [true, false])
  test(`from an app through password and code and back to it, ${javaScriptEnabled ? 'with' : 'without'} JavaScript; then at once`, async ({
    app,
    browser,
    people,
    database,
  }) => {
    const id = `wiki-${javaScriptEnabled ? 'js' : 'plain'}`;
    await registerApp(database, id);
    const ada = await people.makeProtected();
    const context = await browser.newContext({ javaScriptEnabled, baseURL: app.origin });
    const page = await context.newPage();
    const first = await beginAtApp(app, id);
    await page.goto(first.url);
    await page.getByLabel(words.kit.everywhere.email).fill(ada.email);
    await page.getByLabel(words.signIn.form.password, { exact: true }).fill(ada.password);
    await page.getByRole('button', { name: words.signIn.form.submit, exact: true }).click();
    await page.locator('#code').fill(ada.phone.nextCode());
    if (!javaScriptEnabled) await page.getByRole('button', { name: words.challenge.form.submit }).click();
    const tokens = await first.finish(await arrive(page));
    expect(tokens.claims()).toMatchObject({ sub: ada.id, email: ada.email, amr: ['pwd', 'otp', 'mfa'] });
    const again = await beginAtApp(app, id);
    await page.goto(again.url);
    expect((await again.finish(await arrive(page))).claims()?.sub).toBe(ada.id);
    await page.goto(`${app.origin}/profile/activity`);
    await expect(page.getByText(words.events.lines['app-opened']({ app: `Wiki ${id}` }))).toHaveCount(1);
    // The session ends, and with it what it opened.
    await page.goto(`${app.origin}/`);
    await database.sql.delete(database.tables.sessions);
    await expect(openid.fetchUserInfo(first.config, tokens.access_token, ada.id)).rejects.toThrow();
    await expect(openid.refreshTokenGrant(first.config, tokens.refresh_token ?? '')).rejects.toThrow();
    await context.close();
  });

test('attack: a victim continues what an attacker began: the attacker’s browser gets nothing of the victim’s', async ({
  app,
  client,
  people,
  database,
}) => {
  await registerApp(database, 'phished');
  const [victim, attacker] = [await people.makeProtected(), await people.makeProtected()];
  const [hers, his] = [client(), client()];
  await people.signIn(hers, victim);
  const begun = await beginAtApp(app, 'phished', { prompt: 'consent' });
  const { url } = await his.open(begun.url);
  const page = url.searchParams.get('callbackUrl') ?? '';
  expect(page).toMatch(/^\/authorize\//);
  // Her browser didn't begin it, so nothing comes of it there; and his is asked to sign in, whatever she does.
  const resume = page.replace('/authorize/', '/oidc/authorize/');
  expect((await hers.open(page)).html).toContain(resume);
  expect((await hers.send(resume)).status).toBe(400);
  const stranger = await his.send(resume);
  expect(stranger.status).toBe(303);
  expect(stranger.headers.get('location')).toMatch(/\/authorize\//);

  await people.signIn(his, attacker);
  const goOn = async (html: string) =>
    (await his.send(/content="0;url=([^"]+)"/.exec(html)?.[1] ?? '')).headers.get('location') ?? '';
  const own = await his.open(stranger.headers.get('location') ?? '');
  const asked = await his.open(await goOn(own.html));
  const pressed = await his.submit(asked, authorize.press.button);
  expect((await begun.finish(await goOn(pressed.html))).claims()?.sub).toBe(attacker.id);
});

test('an app that isn’t open to someone says so, and what an app wants first is named', async ({
  app,
  page,
  context,
  people,
  database,
  watch,
}) => {
  watch.know(new URL(APP).origin);
  await registerApp(database, 'closed');
  const { apps } = database.tables;
  await database.sql.update(apps).set({ openTo: 'groups' });
  const ada = await people.makeProtected();
  await people.signIn(context, ada);
  await page.goto((await beginAtApp(app, 'closed')).url);
  await expect(
    page.getByRole('heading', { name: plain(authorize.closed.title({ app: 'Wiki closed' })) }),
  ).toBeVisible();
  await database.sql.update(apps).set({ openTo: 'everyone' });

  const bob = await people.make();
  await context.clearCookies({ name: 'session' });
  await people.signIn(context, bob);
  await page.goto((await beginAtApp(app, 'closed')).url);
  await expect(page.getByRole('link', { name: authorize['two-factor'].button })).toBeVisible();

  await context.clearCookies({ name: 'session' });
  await people.signIn(context, ada);
  const { sessions } = database.tables;
  await database.sql.update(sessions).set({ createdAt: new Date(Date.now() - 60_000) });
  const fresh = await beginAtApp(app, 'closed', { prompt: 'login' });
  await page.goto(fresh.url);
  await page.getByRole('button', { name: authorize.again.button }).click();
  await page.getByLabel(words.kit.everywhere.email).fill(ada.email);
  await page.getByLabel(words.signIn.form.password, { exact: true }).fill(ada.password);
  await page.getByRole('button', { name: words.signIn.form.submit, exact: true }).click();
  await typeCode(page, ada.phone.nextCode());
  await page.getByRole('button', { name: authorize.press.button }).click();
  expect((await fresh.finish(await arrive(page))).claims()?.sub).toBe(ada.id);
});

test('attack: what machines send is refused in the words of the protocol, never with a page or a 5xx', async ({
  app,
  database,
}) => {
  await registerApp(database, 'machine');
  const send = (path: string, init: RequestInit) => fetch(`${app.origin}${path}`, init);
  const form = 'application/x-www-form-urlencoded';
  const bodies: [string, RequestInit][] = [
    ['json', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"grant_type":"x"}' }],
    ['empty', { method: 'POST', headers: { 'content-type': form }, body: '' }],
    ['doubled', { method: 'POST', headers: { 'content-type': form }, body: 'grant_type=a&grant_type=b' }],
    ['polluting', { method: 'POST', headers: { 'content-type': form }, body: '__proto__=x&client_id[a]=b' }],
    ['nul', { method: 'POST', headers: { 'content-type': form }, body: 'grant_type=%00&client_id=machine' }],
    ['large', { method: 'POST', headers: { 'content-type': form }, body: `a=${'x'.repeat(60_000)}` }],
    ['foreign', { method: 'POST', headers: { 'content-type': form, origin: 'https://evil.example' }, body: 'a=b' }],
  ];
  for (const path of ['/oidc/token', '/oidc/introspection', '/oidc/revocation', '/oidc/par', '/oidc/userinfo'])
    for (const [name, init] of bodies) {
      const response = await send(path, init);
      expect(response.status, `${path} ${name}`).toBeGreaterThanOrEqual(400);
      expect(response.status, `${path} ${name}`).toBeLessThan(500);
      expect(await response.text(), `${path} ${name}`).not.toContain('<html');
    }
  for (const path of ['/oidc/reg', '/oidc/device', '/oidc/session/end', '/oidc/nothing'])
    expect((await send(path, {})).status, path).toBe(404);
  const forged = await send('/.well-known/openid-configuration', {
    headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
  });
  expect(await forged.text()).not.toContain('evil.example');
  const mistaken = new URL((await beginAtApp(app, 'machine')).url);
  mistaken.searchParams.set('redirect_uri', `${APP}/`);
  const page = await send(mistaken.pathname + mistaken.search, { redirect: 'manual' });
  expect(page.status).toBe(400);
  expect(await page.text()).toContain(authorize.broken.title);
});
