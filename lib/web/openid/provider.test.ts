import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replaceSessionId } from '../../../db/queries/sessions.ts';
import { findUser, noteEmailVerified, setDisabled } from '../../../db/queries/users.ts';
import { openPostgresPlace, openSqlitePlace } from '../../../test/engines.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { makeOpenId, REDIRECT } from '../../../test/openid-environment.ts';
import { startPostgres } from '../../../test/postgres-server.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { hashToken } from '../../crypto/token.ts';
import { changeAccess, removeApp, renewSecret } from '../../flows/apps/change-app.ts';
import { continueAppRequest } from '../../flows/apps/describe-request.ts';
import { loadSigningKeys } from '../../flows/apps/signing-keys.ts';
import { resealSecrets } from '../../flows/operations/reseal-secrets.ts';
import { twoFactorContext } from '../../rules/apps/authentication-context.ts';

const server = await startPostgres();
afterAll(() => server?.stop());
const places = { SQLite: openSqlitePlace, PostgreSQL: async () => server && openPostgresPlace(server) };

describe.each(Object.entries(places))('OpenID on %s', (_engine, open) => {
  let testEnvironment: TestEnvironment | undefined;
  let openid: Awaited<ReturnType<typeof makeOpenId>>;
  let ada: Awaited<ReturnType<TestEnvironment['person']>>;
  beforeAll(async () => {
    const place = await open();
    if (!place) return;
    testEnvironment = await makeTestEnvironment(place);
    openid = await makeOpenId(testEnvironment);
    ada = await testEnvironment.person();
  });
  afterAll(() => testEnvironment?.close());

  type Config = Awaited<ReturnType<typeof openid.clientOf>>;
  type Browser = Awaited<ReturnType<typeof openid.browser>>;

  /** The request of an app, and how it ends at the app. */
  async function begin(config: Config, changed: Record<string, string> = {}) {
    const verifier = client.randomPKCECodeVerifier();
    const state = client.randomState();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: REDIRECT,
      scope: 'openid profile email groups',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      ...changed,
    });
    const redeem = (back: URL) =>
      client.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier, expectedState: state });
    return { url, verifier, redeem };
  }

  /** From the request to the address at the app that the browser is sent back to. */
  async function authorize(config: Config, browser: Browser, changed: Record<string, string> = {}) {
    const begun = await begin(config, changed);
    const answer = await browser.get(begun.url);
    expect(answer.status, await answer.clone().text()).toBe(303);
    const back = new URL(answer.headers.get('location') ?? '', 'http://localhost:3000');
    return { ...begun, back };
  }

  /** A new app, its client, a signed-in browser, and tokens. */
  async function signedIn(id: string, changed: Parameters<typeof openid.app>[1] = {}) {
    const { secret } = await openid.app(id, changed);
    const config = await openid.clientOf(id, secret);
    const browser = await openid.browser(ada.user);
    const { back, redeem } = await authorize(config, browser);
    return { config, browser, secret, tokens: await redeem(back) };
  }
  const isDead = async (config: Config, tokens: { access_token: string; refresh_token?: string }) => {
    await expect(client.fetchUserInfo(config, tokens.access_token, ada.user.id)).rejects.toThrow();
    await expect(client.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toThrow();
  };
  const why = { reason: 'Test', by: 'command:root' };

  test('an independent client signs in with code and PKCE, reads who it is, and renews', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { secret } = await openid.app('wiki');
    const config = await openid.clientOf('wiki', secret);
    const verifier = client.randomPKCECodeVerifier();
    const state = client.randomState();
    const nonce = client.randomNonce();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: REDIRECT,
      scope: 'openid profile email groups',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    const browser = await openid.browser(ada.user);
    const answer = await browser.get(url);
    expect(answer.status, await answer.clone().text()).toBe(303);
    const back = new URL(answer.headers.get('location') ?? '');
    const tokens = await client.authorizationCodeGrant(config, back, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
    });
    expect(tokens.claims()).toMatchObject({
      sub: ada.user.id,
      acr: twoFactorContext,
      amr: ['pwd', 'otp', 'mfa'],
      email: 'ada@example.com',
      groups: [],
    });
    const info = await client.fetchUserInfo(config, tokens.access_token, ada.user.id);
    expect(info).toMatchObject({ sub: ada.user.id, name: 'Ada', email_verified: false });
    await noteEmailVerified(testEnvironment.db, ada.user.id, openid.context().now);
    const later = await client.fetchUserInfo(config, tokens.access_token, ada.user.id);
    expect(later).toMatchObject({ email: 'ada@example.com', email_verified: true });
    const renewed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(renewed.claims()?.acr).toBe(twoFactorContext);
    expect(openid.faults).toEqual([]);
  });

  test('attack: a redirect address that differs in one byte is never redirected to', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { secret } = await openid.app('redirects');
    const config = await openid.clientOf('redirects', secret);
    const browser = await openid.browser(ada.user);
    const { url } = await begin(config);
    const odd = [
      `${REDIRECT}/`,
      `${REDIRECT}/../evil`,
      `${REDIRECT}?a=b`,
      `${REDIRECT}#a`,
      REDIRECT.replace('wiki.', 'WIKI.'),
      REDIRECT.replace('.com', '.com.'),
      REDIRECT.replace('https://', 'https://user@'),
      REDIRECT.replace('https:', 'http:'),
      'https://evil.example/back',
      'javascript:alert(1)',
    ];
    for (const address of odd) {
      const changed = new URL(url);
      changed.searchParams.set('redirect_uri', address);
      const answer = await browser.get(changed);
      expect(answer.status, address).toBe(400);
      expect(answer.headers.get('location'), address).toBeNull();
    }
    const doubled = new URL(url);
    doubled.searchParams.append('redirect_uri', 'https://evil.example/');
    const answer = await browser.get(doubled);
    expect(answer.headers.get('location')).toContain(`${REDIRECT}?error=invalid_request`);
  });

  test('attack: a code of one app at another, with a wrong verifier or a wrong secret, is refused', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { config, browser } = await signedIn('owner');
    const other = await openid.clientOf('thief', (await openid.app('thief')).secret);
    const stolen = await authorize(config, browser);
    const checks = { pkceCodeVerifier: stolen.verifier, expectedState: client.skipStateCheck } as const;
    await expect(client.authorizationCodeGrant(other, stolen.back, checks)).rejects.toThrow();
    const guessed = await authorize(config, browser);
    const wrong = { ...checks, pkceCodeVerifier: client.randomPKCECodeVerifier() };
    await expect(client.authorizationCodeGrant(config, guessed.back, wrong)).rejects.toThrow();
    const plain = await authorize(config, browser, { code_challenge_method: 'plain' });
    expect(plain.back.searchParams.get('error')).toBe('invalid_request');
    const mistaken = await openid.clientOf('owner', 'not the secret');
    const good = await authorize(config, browser);
    await expect(
      client.authorizationCodeGrant(mistaken, good.back, { ...checks, pkceCodeVerifier: good.verifier }),
    ).rejects.toMatchObject({ status: 401 });
    for (const response_type of ['token', 'id_token', 'code id_token'])
      expect((await authorize(config, browser, { response_type })).back.href).toContain(
        'error=unsupported_response_type',
      );
  });

  test('attack: a code that is used twice ends what it gave', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { config, browser } = await signedIn('replayed');
    const { back, redeem } = await authorize(config, browser);
    const tokens = await redeem(back);
    openid.move(limits.openidReuseGraceMs + 1000);
    await expect(redeem(back)).rejects.toThrow();
    await isDead(config, tokens);
    openid.move(-limits.openidReuseGraceMs - 1000);
  });

  test('attack: a code without PKCE that is used twice ends what it gave at once', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { config, browser } = await signedIn('old-app', { pkce: 'optional' });
    const { url } = await begin(config);
    for (const name of ['code_challenge', 'code_challenge_method']) url.searchParams.delete(name);
    const answer = await browser.get(url);
    const back = new URL(answer.headers.get('location') ?? '');
    const redeem = () => client.authorizationCodeGrant(config, back, { expectedState: client.skipStateCheck });
    const tokens = await redeem();
    await expect(redeem()).rejects.toThrow();
    await isDead(config, tokens);
  });

  test('attack: of twenty uses of one code at once, in two processes, one succeeds and keeps what it got', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { config, browser, secret } = await signedIn('raced');
    const second = await makeOpenId(testEnvironment, testEnvironment.otherDb);
    const elsewhere = await second.clientOf('raced', secret);
    for (let round = 0; round < 5; round += 1) {
      const { back, verifier } = await authorize(config, browser);
      const checks = { pkceCodeVerifier: verifier, expectedState: client.skipStateCheck } as const;
      const uses = Array.from({ length: 20 }, (_, index) =>
        client.authorizationCodeGrant(index % 2 ? config : elsewhere, back, checks),
      );
      const outcomes = await Promise.allSettled(uses);
      const won = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      expect(won).toHaveLength(1);
      for (const one of outcomes) if (one.status === 'rejected') expect(one.reason).toMatchObject({ status: 400 });
      await client.fetchUserInfo(config, won[0]?.access_token ?? '', ada.user.id);
    }
    expect(second.faults).toEqual([]);
  });

  test('attack: a refresh token used again at once revokes nothing, and later everything', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { config, tokens } = await signedIn('renewing');
    const old = tokens.refresh_token ?? '';
    const uses = await Promise.allSettled(Array.from({ length: 6 }, () => client.refreshTokenGrant(config, old)));
    const won = uses.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(won).toHaveLength(1);
    const [newest] = won;
    if (!newest) throw new Error('no one won');
    await client.fetchUserInfo(config, newest.access_token, ada.user.id);
    openid.move(limits.openidReuseGraceMs + 1000);
    await expect(client.refreshTokenGrant(config, old)).rejects.toThrow();
    await isDead(config, newest);
    openid.move(-limits.openidReuseGraceMs - 1000);
  });

  test('attack: whatever ends the session or the right ends the tokens within one request', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { db } = testEnvironment;
    const signedOut = await signedIn('signed-out');
    const { sessions } = db.tables;
    await db.sql.delete(sessions).returning({ idHash: sessions.idHash });
    await isDead(signedOut.config, signedOut.tokens);

    const disabled = await signedIn('disabled');
    await setDisabled(db, ada.user.id, openid.context().now);
    await isDead(disabled.config, disabled.tokens);
    await setDisabled(db, ada.user.id, null);

    const closed = await signedIn('closed');
    await changeAccess(openid.context(), { ...why, appId: 'closed' }, []);
    await isDead(closed.config, closed.tokens);

    const removed = await signedIn('removed');
    await removeApp(openid.context(), { ...why, appId: 'removed' });
    await isDead(removed.config, removed.tokens);

    const idle = await signedIn('idle');
    openid.move(openid.context().settings.sessionIdleMs + 1000);
    await isDead(idle.config, idle.tokens);
    openid.move(-openid.context().settings.sessionIdleMs - 1000);
    expect((await findUser(db, ada.user.id))?.disabledAt).toBeNull();
  });

  test('attack: the library’s cookie without our session opens nothing and ends nothing', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { config, browser, tokens } = await signedIn('shadow');
    const thief = openid.stranger();
    for (const [name, value] of browser.jar) if (name !== 'session') thief.jar.set(name, value);
    const { url } = await begin(config, { prompt: 'none' });
    expect((await thief.get(url)).headers.get('location')).toContain('error=login_required');
    await client.fetchUserInfo(config, tokens.access_token, ada.user.id);
    // The session gets a new id, as with each new proof: what it opened goes on, and the old id opens nothing.
    const fresh = `${browser.sessionId}2`;
    await replaceSessionId(testEnvironment.db, hashToken(browser.sessionId ?? ''), { idHash: hashToken(fresh) });
    expect((await browser.get((await begin(config, { prompt: 'none' })).url)).headers.get('location')).toContain(
      'error=login_required',
    );
    await client.fetchUserInfo(config, tokens.access_token, ada.user.id);
    browser.signIn(ada.user.id, fresh);
    const again = await authorize(config, browser, { prompt: 'none' });
    expect((await again.redeem(again.back)).claims()?.sub).toBe(ada.user.id);
  });

  test('attack: the browser of an attacker gets nothing for what a victim pressed', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { config } = await signedIn('phishing');
    const bob = await testEnvironment.person(`bob-${Math.random()}@example.com`);
    for (const attacker of [openid.stranger(), await openid.browser(bob.user)]) {
      const { back } = await authorize(config, attacker, { prompt: 'consent' });
      const uid = back.pathname.split('/').at(-1) ?? '';
      const victim = { userId: ada.user.id, methods: ['password', 'totp'] as const, signedInAt: openid.context().now };
      expect(await continueAppRequest(openid.context(), uid, victim)).toBe(true);
      const answer = await attacker.get(`http://localhost:3000/oidc/authorize/${uid}`);
      expect(answer.headers.get('location')).toMatch(/^\/authorize\//);
    }
  });

  test('an app gets what it asks for: a fresh sign-in, two factors, or a refusal in its own words', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { secret } = await openid.app('strict', { demands: 'second-factor' });
    const config = await openid.clientOf('strict', secret);
    const error = async (browser: Browser, changed: Record<string, string>) =>
      (await authorize(config, browser, { prompt: 'none', ...changed })).back.searchParams.get('error');
    const weak = await openid.browser(ada.user, ['password']);
    expect(await error(weak, {})).toBe('unmet_authentication_requirements');
    const strong = await openid.browser(ada.user);
    expect(await error(strong, {})).toBeNull();
    openid.move(60_000);
    expect(await error(strong, { max_age: '30' })).toBe('login_required');
    openid.move(-60_000);
    expect(await error(openid.stranger() as Browser, {})).toBe('login_required');
    await changeAccess(openid.context(), { ...why, appId: 'strict' }, []);
    expect(await error(strong, {})).toBe('access_denied');
    const lax = await openid.clientOf('lax', (await openid.app('lax')).secret);
    const asked = await authorize(lax, weak, { prompt: 'none', acr_values: `1 ${twoFactorContext}` });
    expect(asked.back.searchParams.get('error')).toBe('unmet_authentication_requirements');
    const mail = await openid.browser(ada.user, ['github']);
    const claims = await authorize(lax, mail).then(({ back, redeem }) => redeem(back));
    expect(claims.claims()).toMatchObject({ acr: '1', amr: ['fed'], auth_time: 0 });
  });

  test('a fresh sign-in on our page answers the request that asked for it', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const config = await openid.clientOf('fresh', (await openid.app('fresh')).secret);
    const browser = await openid.browser(ada.user);
    await authorize(config, browser);
    const { back, redeem } = await authorize(config, browser, { prompt: 'login' });
    const uid = back.pathname.split('/').at(-1) ?? '';
    openid.move(2000);
    const again = await openid.browser(ada.user);
    browser.signIn(ada.user.id, again.sessionId ?? '');
    const person = { userId: ada.user.id, methods: ['password', 'totp'] as const, signedInAt: openid.context().now };
    expect(await continueAppRequest(openid.context(), uid, person)).toBe(true);
    const answer = await browser.get(`http://localhost:3000/oidc/authorize/${uid}`);
    expect(answer.status, await answer.clone().text()).toBe(303);
    const tokens = await redeem(new URL(answer.headers.get('location') ?? '', 'http://localhost:3000'));
    expect(tokens.claims()?.sub).toBe(ada.user.id);
    openid.move(-2000);
  });

  test('attack: wrong secrets are counted by app and address, and no one elsewhere is locked out', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { config, tokens } = await signedIn('guessed');
    const wrong = await openid.clientOf('guessed', 'not the secret');
    const status = (one: Config) =>
      client.tokenIntrospection(one, tokens.access_token).then(
        () => 200,
        (error: { status?: number }) => error.status,
      );
    for (let count = 0; count < limits.appSecretFailuresPerHour; count += 1) expect(await status(wrong)).toBe(401);
    expect([await status(wrong), await status(config)]).toEqual([429, 429]);
    openid.from('198.51.100.7');
    expect([await status(config), await status(wrong)]).toEqual([200, 401]);
    openid.from(null);
    openid.move(limits.attemptHourMs);
    expect(await status(config)).toBe(200);
    openid.move(-limits.attemptHourMs);
    expect(openid.faults).toEqual([]);
  });

  test('attack: no app learns anything of another app’s token', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { config, tokens } = await signedIn('mine');
    const nosy = await openid.clientOf('nosy', (await openid.app('nosy')).secret);
    expect(await client.tokenIntrospection(config, tokens.access_token)).toMatchObject({ active: true });
    expect(await client.tokenIntrospection(nosy, tokens.access_token)).toEqual({ active: false });
    await client.tokenRevocation(config, tokens.refresh_token ?? '');
    await isDead(config, tokens);
  });

  test('a new secret works at once, the old one for a day', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { secret, browser } = await signedIn('rotating');
    const made = await renewSecret(openid.context(), { ...why, appId: 'rotating' });
    if (!made.ok) throw new Error(made.code);
    const works = async (one: string | null) => {
      const config = await openid.clientOf('rotating', one);
      const { back, redeem } = await authorize(config, browser);
      return redeem(back).then(
        () => true,
        () => false,
      );
    };
    expect([await works(secret), await works(made.value.secret)]).toEqual([true, true]);
    openid.move(limits.openidOldSecretLifeMs + 1000);
    const config = await openid.clientOf('rotating', secret);
    await expect(client.tokenIntrospection(config, 'x')).rejects.toThrow();
    openid.move(-limits.openidOldSecretLifeMs - 1000);
  });

  test('attack: a dump of the database holds no token, code, secret or private key', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { config, browser, secret, tokens } = await signedIn('dumped');
    const { back } = await authorize(config, browser);
    const { openidRecords, openidClients, signingKeys } = testEnvironment.db.tables;
    const rows = [
      ...(await testEnvironment.db.sql.select().from(openidRecords)),
      ...(await testEnvironment.db.sql.select().from(openidClients)),
      ...(await testEnvironment.db.sql.select().from(signingKeys)),
    ];
    const dump = JSON.stringify(rows);
    const held = [secret, tokens.access_token, tokens.refresh_token, back.searchParams.get('code')];
    for (const one of held) {
      expect(one?.length).toBeGreaterThan(20);
      expect(dump).not.toContain(one);
    }
    expect(dump).not.toMatch(/"d"|"p"|"dp"/);
  });

  test('two processes make one first key; a successor is published a day before it signs', async (test_) => {
    const place = await open();
    if (!place) return test_.skip('needs a PostgreSQL server');
    const fresh = await makeTestEnvironment(place);
    const at = (ms: number, db = fresh.db) => ({ ...fresh.at(0), db, now: addMs(fresh.at(0).now, ms) });
    const both = await Promise.all([loadSigningKeys(at(0)), loadSigningKeys(at(0, fresh.otherDb))]);
    const kids = both.map((keys) => keys.map(({ kid }) => kid));
    expect(kids[0]).toHaveLength(1);
    expect(kids[1]).toEqual(kids[0]);
    const [first] = kids[0] ?? [];
    const kidsAt = async (ms: number) => (await loadSigningKeys(at(ms))).map(({ kid }) => kid);
    const [signing, next] = await kidsAt(limits.signingKeyLifeMs);
    expect(signing).toBe(first);
    expect(await kidsAt(limits.signingKeyLifeMs + limits.signingKeyNoticeMs)).toEqual([next, first]);
    expect(await kidsAt(limits.signingKeyLifeMs + 3 * limits.signingKeyNoticeMs)).toEqual([next]);
    const foreign = {
      ...at(0),
      settings: { ...at(0).settings, encryptionKeys: [{ id: 'k9', key: Buffer.alloc(32, 7) }] },
    };
    const [replaced] = await loadSigningKeys(foreign);
    expect([first, next]).not.toContain(replaced?.kid);
    await fresh.close();
  });

  test('signing keys move to a new encryption key, and go on signing', async (test_) => {
    const place = await open();
    if (!place) return test_.skip('needs a PostgreSQL server');
    const fresh = await makeTestEnvironment(place);
    const context = fresh.at(0);
    const newKey = { id: 'k9', key: Buffer.alloc(32, 9) };
    const both = [newKey, ...context.settings.encryptionKeys];
    const [before] = await loadSigningKeys(context);
    expect(await resealSecrets(fresh.db, both)).toEqual({ resealed: 1, unreadable: 0 });
    expect(await resealSecrets(fresh.db, both)).toEqual({ resealed: 0, unreadable: 0 });
    const alone = { ...context, settings: { ...context.settings, encryptionKeys: [newKey] } };
    expect(await loadSigningKeys(alone)).toEqual([before]);
    await fresh.close();
  });
});
