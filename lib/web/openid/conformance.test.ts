/**
 * The modules of the OpenID Basic OP, Config OP, RP-Initiated Logout and Back-Channel Logout plans, as far as they fit, by
 * an independent client (oauth4webapi). docs/conformance.md lists them. The official suite was not run.
 */
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgresPlace, openSqlitePlace } from '../../../test/engines.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { makeOpenId, REDIRECT } from '../../../test/openid-environment.ts';
import { startPostgres } from '../../../test/postgres-server.ts';
import { continueAppRequest } from '../../flows/apps/describe-request.ts';
import { twoFactorContext } from '../../rules/apps/authentication-context.ts';

const server = await startPostgres();
afterAll(() => server?.stop());
const places = { SQLite: openSqlitePlace, PostgreSQL: async () => server && openPostgresPlace(server) };
const ISSUER = new URL('http://localhost:3000');

describe.each(Object.entries(places))('conformance, on %s', (_engine, open) => {
  let testEnvironment: TestEnvironment | undefined;
  let openid: Awaited<ReturnType<typeof makeOpenId>>;
  let ada: Awaited<ReturnType<TestEnvironment['person']>>;
  let as: oauth.AuthorizationServer;
  let browser: Awaited<ReturnType<typeof openid.browser>>;
  const options = {
    [oauth.allowInsecureRequests]: true,
    [oauth.customFetch]: (url: string, init: object) => openid.ask(new Request(url, init as RequestInit)),
  };
  beforeAll(async () => {
    const place = await open();
    if (!place) return;
    testEnvironment = await makeTestEnvironment(place);
    openid = await makeOpenId(testEnvironment);
    ada = await testEnvironment.person();
    browser = await openid.browser(ada.user);
    as = await oauth.processDiscoveryResponse(ISSUER, await oauth.discoveryRequest(ISSUER, { ...options }));
  }, 60_000);
  afterAll(() => testEnvironment?.close());

  type Changed = Record<string, string>;
  type App = { client: oauth.Client; auth: oauth.ClientAuth; redirect: string };

  async function makeApp(id: string, changed: Parameters<typeof openid.app>[1] = {}): Promise<App> {
    const { secret } = await openid.app(id, changed);
    const auth = secret ? oauth.ClientSecretBasic(secret) : oauth.None();
    return { client: { client_id: id }, auth, redirect: changed.redirectUris?.[0] ?? REDIRECT };
  }

  /** The request, and where the browser is sent. */
  async function ask({ client, redirect }: App, changed: Changed = {}, from = browser) {
    const verifier = oauth.generateRandomCodeVerifier();
    const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
    const url = new URL(as.authorization_endpoint ?? '');
    const asked = {
      client_id: client.client_id,
      redirect_uri: redirect,
      response_type: 'code',
      scope: 'openid profile email groups',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...changed,
    };
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
    const answer = await from.get(url);
    const back = new URL(answer.headers.get('location') ?? 'about:blank', ISSUER);
    return { answer, back, state, nonce, verifier, asked };
  }

  async function redeem(app: App, asked: Awaited<ReturnType<typeof ask>>, extra: object = {}) {
    const parameters = oauth.validateAuthResponse(as, app.client, asked.back, asked.state);
    const answer = await oauth.authorizationCodeGrantRequest(
      ...([as, app.client, app.auth, parameters, asked.asked.redirect_uri, asked.verifier] as const),
      { ...options, ...extra },
    );
    return oauth.processAuthorizationCodeResponse(as, app.client, answer, {
      expectedNonce: asked.nonce,
      requireIdToken: true,
    });
  }
  const claimsOf = (tokens: oauth.TokenEndpointResponse) => oauth.getValidatedIdTokenClaims(tokens);
  const errorOf = async (app: App, changed: Changed) => {
    const { back } = await ask(app, changed);
    // What would answer with tokens answers in the fragment.
    return back.searchParams.get('error') ?? new URLSearchParams(back.hash.slice(1)).get('error');
  };

  test('Config: discovery says what is there, and the keys verify', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    expect(as).toMatchObject({
      issuer: 'http://localhost:3000',
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
      acr_values_supported: [twoFactorContext, '1'],
      authorization_response_iss_parameter_supported: true,
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
      end_session_endpoint: 'http://localhost:3000/oidc/logout',
    });
    const keys = await (await openid.ask(new Request(as.jwks_uri ?? ''))).json();
    expect(keys.keys).toHaveLength(1);
    expect(Object.keys(keys.keys[0]).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  test('Basic: scopes, claims in ID token and at userinfo by header and by form, nonce, at once', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const app = await makeApp('basic');
    const asked = await ask(app, { ui_locales: 'fr', login_hint: 'x@example.com', extra: 'unknown', display: 'page' });
    expect(asked.back.searchParams.get('iss')).toBe('http://localhost:3000');
    const tokens = await redeem(app, asked);
    expect(claimsOf(tokens)).toMatchObject({ sub: ada.user.id, email: 'ada@example.com', name: 'Ada', groups: [] });
    const info = await oauth.userInfoRequest(as, app.client, tokens.access_token, options);
    expect(await oauth.processUserInfoResponse(as, app.client, ada.user.id, info)).toMatchObject({ name: 'Ada' });
    const byForm = await openid.ask(
      new Request(as.userinfo_endpoint ?? '', {
        method: 'POST',
        body: new URLSearchParams({ access_token: tokens.access_token }),
      }),
    );
    expect(await byForm.json()).toMatchObject({ sub: ada.user.id });
    const bare = await redeem(app, await ask(app, { scope: 'openid' }));
    expect(claimsOf(bare)?.['email']).toBeUndefined();
    expect((await openid.ask(new Request(as.userinfo_endpoint ?? ''))).status).toBe(401);
  });

  test('Basic: prompt, max_age, acr_values, id_token_hint', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const app = await makeApp('prompts');
    const signed = await redeem(app, await ask(app, { max_age: '10000' }));
    expect(claimsOf(signed)?.auth_time).toEqual(expect.any(Number));
    const quiet = await redeem(app, await ask(app, { prompt: 'none', id_token_hint: signed.id_token ?? '' }));
    expect(claimsOf(quiet)?.sub).toBe(ada.user.id);
    const stranger = openid.stranger() as typeof browser;
    expect((await ask(app, { prompt: 'none' }, stranger)).back.searchParams.get('error')).toBe('login_required');
    for (const prompt of ['login', 'consent'])
      expect((await ask(app, { prompt })).back.pathname).toMatch(/^\/authorize\//);
    openid.move(10_000);
    expect(await errorOf(app, { prompt: 'none', max_age: '1' })).toBe('login_required');
    openid.move(-10_000);
    expect(claimsOf(await redeem(app, await ask(app, { acr_values: `${twoFactorContext} 1` })))?.acr).toBe(
      twoFactorContext,
    );
    const weak = await openid.browser(ada.user, ['password']);
    const stepUp = await ask(app, { acr_values: twoFactorContext, prompt: 'none' }, weak);
    expect(stepUp.back.searchParams.get('error')).toBe('unmet_authentication_requirements');
  });

  test('attack: continuing without the new proof that an app wants gives it nothing', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const app = await makeApp('insisting');
    openid.move(-60_000);
    const longAgo = openid.context().now;
    const before = await openid.browser(ada.user);
    openid.move(60_000);
    for (const wish of [{ prompt: 'login' }, { max_age: '10' }, { prompt: 'login', acr_values: twoFactorContext }]) {
      const { back } = await ask(app, wish, before);
      const uid = back.pathname.split('/').at(-1) ?? '';
      const person = { userId: ada.user.id, methods: ['password', 'totp'] as const, signedInAt: longAgo };
      expect(await continueAppRequest(openid.context(), uid, person)).toBe(true);
      const answer = await before.get(`http://localhost:3000/oidc/authorize/${uid}`);
      expect(answer.headers.get('location'), JSON.stringify(wish)).toMatch(/^\/authorize\//);
    }
  });

  test('Basic: what is refused, and how', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const app = await makeApp('refusing');
    expect(await errorOf(app, { response_type: 'id_token' })).toBe('unsupported_response_type');
    expect(await errorOf(app, { prompt: 'none login' })).toBe('invalid_request');
    expect(await errorOf(app, { request: 'x.y.z' })).toMatch(/request_not_supported|invalid_request/);
    expect(await errorOf(app, { request_uri: 'http://169.254.169.254/' })).toMatch(/request_uri_not_supported|invalid/);
    const foreign = await ask(app, { redirect_uri: 'https://evil.example/' });
    expect([foreign.answer.status, foreign.answer.headers.get('location')]).toEqual([400, null]);
    expect((await ask(app, { client_id: 'nobody' })).answer.status).toBe(400);
    const twice = await ask(app);
    await redeem(app, twice);
    await expect(redeem(app, twice)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('public and native apps, and a secret in the body; a native app may have any port on the device', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const page = await makeApp('in-a-browser', { kind: 'public' });
    expect(claimsOf(await redeem(page, await ask(page)))?.aud).toBe('in-a-browser');
    const { secret } = await openid.app('by-post');
    const posting = {
      client: { client_id: 'by-post' },
      auth: oauth.ClientSecretPost(secret ?? ''),
      redirect: REDIRECT,
    };
    expect(claimsOf(await redeem(posting, await ask(posting)))?.aud).toBe('by-post');

    const native = await makeApp('on-a-phone', { kind: 'native', redirectUris: ['http://127.0.0.1/back'] });
    const pressed = await ask(native, { redirect_uri: 'http://127.0.0.1:51234/back' });
    // Another app could listen there: a press each time (RFC 8252 §8.6).
    expect(pressed.back.pathname).toMatch(/^\/authorize\//);
    const https = await makeApp('claimed', { kind: 'native', redirectUris: ['https://app.example.com/back'] });
    expect(claimsOf(await redeem(https, await ask(https)))?.sub).toBe(ada.user.id);
    const withoutProof = new URLSearchParams({ ...(await ask(page)).asked });
    withoutProof.delete('code_challenge');
    const loose = await browser.get(`${as.authorization_endpoint}?${withoutProof}`);
    expect(loose.headers.get('location')).toContain('error=invalid_request');
  });

  test('refresh, introspection, revocation', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const app = await makeApp('renewing');
    const first = await redeem(app, await ask(app));
    const renew = async (token = '') =>
      oauth.processRefreshTokenResponse(
        as,
        app.client,
        await oauth.refreshTokenGrantRequest(as, app.client, app.auth, token, options),
      );
    const second = await renew(first.refresh_token);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    const introspect = async (token = '') =>
      oauth.processIntrospectionResponse(
        as,
        app.client,
        await oauth.introspectionRequest(as, app.client, app.auth, token, options),
      );
    expect(await introspect(second.access_token)).toMatchObject({ active: true, client_id: 'renewing' });
    // Replaced, although a race of the app's own requests would not be punished yet.
    expect(await introspect(first.refresh_token)).toEqual({ active: false });
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(as, app.client, app.auth, second.refresh_token ?? '', options),
    );
    expect(await introspect(second.access_token)).toEqual({ active: false });
    await expect(renew(second.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('a pushed request is used once, by the app that pushed it', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const app = await makeApp('pushing');
    const { asked, nonce, state, verifier } = await ask(app, { prompt: 'none' });
    const pushed = await oauth.processPushedAuthorizationResponse(
      as,
      app.client,
      await oauth.pushedAuthorizationRequest(as, app.client, app.auth, asked, options),
    );
    const url = (id: string) =>
      `${as.authorization_endpoint}?${new URLSearchParams({ client_id: id, request_uri: pushed.request_uri })}`;
    await makeApp('not-pushing');
    const led = async (id: string) => (await browser.get(url(id))).headers.get('location') ?? '';
    expect(await led('not-pushing')).not.toContain('code=');
    const back = new URL(await led('pushing'));
    expect(back.searchParams.get('code')).not.toBeNull();
    const answer = { answer: new Response(), back, state, nonce, verifier, asked };
    expect(claimsOf(await redeem(app, answer))?.sub).toBe(ada.user.id);
    expect(await led('pushing')).not.toContain('code=');
  });

  test('attack: a token bound to a key (DPoP) is worth nothing without it, and a proof counts once', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const app = await makeApp('bound', { kind: 'public' });
    const keys = await oauth.generateKeyPair('ES256', { extractable: true });
    const DPoP = oauth.DPoP(app.client, keys);
    const tokens = await redeem(app, await ask(app), { DPoP });
    expect(tokens.token_type).toBe('dpop');
    const info = await oauth.userInfoRequest(as, app.client, tokens.access_token, { ...options, DPoP });
    expect((await oauth.processUserInfoResponse(as, app.client, ada.user.id, info)).sub).toBe(ada.user.id);
    const thief = oauth.DPoP(app.client, await oauth.generateKeyPair('ES256'));
    for (const stolen of [{}, { DPoP: thief }]) {
      const refused = await oauth.userInfoRequest(as, app.client, tokens.access_token, { ...options, ...stolen });
      expect(refused.status).toBe(401);
    }
    const renewed = await oauth.refreshTokenGrantRequest(as, app.client, app.auth, tokens.refresh_token ?? '', {
      ...options,
      DPoP: thief,
    });
    expect(renewed.status).toBe(400);

    // One request, recorded and sent again: ten times at once.
    let recorded: Request | undefined;
    const recording = {
      ...options,
      [oauth.customFetch]: async (url: string, init: object) => {
        recorded = new Request(url, init as RequestInit);
        return new Response(null, { status: 599 });
      },
    };
    await oauth.userInfoRequest(as, app.client, tokens.access_token, { ...recording, DPoP });
    const { url, headers } = recorded ?? new Request('http://localhost:3000');
    const answers = await Promise.all(Array.from({ length: 10 }, () => openid.ask(new Request(url, { headers }))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status } of answers) expect([200, 400, 401]).toContain(status);
    expect(openid.faults).toEqual([]);
  });
});
