import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import * as client from 'openid-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listAppsInUse, listFailedNotices } from '../../../db/queries/app-sessions.ts';
import { deleteSession } from '../../../db/queries/sessions.ts';
import { setDisabled } from '../../../db/queries/users.ts';
import { openPostgresPlace, openSqlitePlace } from '../../../test/engines.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { makeOpenId, REDIRECT } from '../../../test/openid-environment.ts';
import { startPostgres } from '../../../test/postgres-server.ts';
import { limits } from '../../config/limits.ts';
import { hashToken } from '../../crypto/token.ts';
import { revokeAllSessions } from '../../flows/admin/account-status.ts';
import { describeSignOut } from '../../flows/apps/describe-sign-out.ts';
import { leaveApp } from '../../flows/apps/leave-app.ts';
import { sendLogoutNotices } from '../../flows/apps/send-logout-notices.ts';
import { loadSigningKeys } from '../../flows/apps/signing-keys.ts';
import { deleteExpired } from '../../flows/operations/delete-expired.ts';
import { signOut } from '../../flows/sign-in/sign-out.ts';

const server = await startPostgres();
afterAll(() => server?.stop());
const places = { SQLite: openSqlitePlace, PostgreSQL: async () => server && openPostgresPlace(server) };
const HEARS = 'https://wiki.example.com/heard';
const OUT = 'https://wiki.example.com/out';

describe.each(Object.entries(places))('signing out, on %s', (_engine, open) => {
  let testEnvironment: TestEnvironment | undefined;
  let openid: Awaited<ReturnType<typeof makeOpenId>>;
  let ada: Awaited<ReturnType<TestEnvironment['person']>>;
  beforeAll(async () => {
    const place = await open();
    if (!place) return;
    testEnvironment = await makeTestEnvironment(place);
    openid = await makeOpenId(testEnvironment);
  }, 60_000);
  let person = 0;
  beforeEach(async () => {
    person += 1;
    if (testEnvironment) ada = await testEnvironment.person(`ada-${person}@example.com`);
  });
  afterAll(() => testEnvironment?.close());

  /** A new app, a browser that is signed in to it, and its tokens. */
  async function signedIn(id: string, changed: Parameters<typeof openid.app>[1] = {}) {
    const { secret } = await openid.app(id, changed);
    const config = await openid.clientOf(id, secret);
    const browser = await openid.browser(ada.user);
    return { config, browser, tokens: await openIn(config, browser) };
  }
  async function openIn(config: client.Configuration, browser: Awaited<ReturnType<typeof openid.browser>>) {
    const verifier = client.randomPKCECodeVerifier();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: REDIRECT,
      scope: 'openid email',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const answer = await browser.get(url);
    const back = new URL(answer.headers.get('location') ?? '');
    return client.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier });
  }
  const isAlive = (config: client.Configuration, token: string) =>
    client.fetchUserInfo(config, token, ada.user.id).then(
      () => true,
      () => false,
    );

  /** Runs the outbox; returns what apps heard, as the keys of discovery verify it. */
  async function tellApps({ db = openid.context().db, status = 200 } = {}) {
    const heard: { uri: string; claims: Record<string, unknown>; head: Record<string, unknown> }[] = [];
    const context = { ...openid.context(), db };
    const keys = await loadSigningKeys(context);
    await sendLogoutNotices(context, async (uri, form) => {
      const token = form.get('logout_token') ?? '';
      const [head = '', claims = '', signature = ''] = token.split('.');
      const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
      const jwk = keys.find(({ kid }) => kid === read(head)['kid']) as JsonWebKey;
      const key = createPublicKey({ key: { kty: 'RSA', n: jwk['n'], e: jwk['e'] } as JsonWebKey, format: 'jwk' });
      expect(verify('sha256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
      heard.push({ uri, claims: read(claims), head: read(head) });
      return status;
    });
    return heard;
  }

  test('an app is told once of a session that has ended, in the words of its ID token', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { browser, tokens } = await signedIn('told', { backchannelUri: HEARS });
    const deaf = await signedIn('deaf');
    expect(await tellApps()).toEqual([]);
    await signOut(openid.context(), browser.sessionId ?? '');
    await signOut(openid.context(), deaf.browser.sessionId ?? '');
    const [heard, ...others] = await tellApps();
    expect(others).toEqual([]);
    expect(heard).toMatchObject({
      uri: HEARS,
      head: { alg: 'RS256', typ: 'logout+jwt' },
      claims: {
        iss: 'http://localhost:3000',
        aud: 'told',
        sub: ada.user.id,
        sid: tokens.claims()?.['sid'],
        events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      },
    });
    expect(heard?.claims['jti']).toEqual(expect.any(String));
    // OpenID Connect Back-Channel Logout §2.4: it must not be mistaken for an ID token.
    expect(heard?.claims['nonce']).toBeUndefined();
    expect(await tellApps()).toEqual([]);
  });

  test('attack: however a session ends, its apps hear of it and their tokens are dead', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { db } = testEnvironment;
    const { users } = db.tables;
    const why = { userId: ada.user.id, by: 'command:root', reason: 'Test' };
    const ways: Record<string, (sessionId: string) => Promise<unknown>> = {
      'signed-out': (sessionId) => signOut(openid.context(), sessionId),
      'by-an-administrator': () => revokeAllSessions(openid.context(), why),
      'by-a-bare-statement': (sessionId) => deleteSession(db, hashToken(sessionId)),
      'by-time': async () => {
        openid.move(openid.context().settings.sessionIdleMs + 1000);
        await deleteExpired(openid.context());
        openid.move(-openid.context().settings.sessionIdleMs - 1000);
      },
      'with-the-account': () => db.sql.delete(users).returning({ id: users.id }),
    };
    for (const [name, end] of Object.entries(ways)) {
      const { config, browser, tokens } = await signedIn(name, { backchannelUri: HEARS });
      expect(await isAlive(config, tokens.access_token), name).toBe(true);
      await end(browser.sessionId ?? '');
      expect(await isAlive(config, tokens.access_token), name).toBe(false);
      expect((await tellApps()).map(({ claims }) => [claims['aud'], claims['sub']])).toEqual([[name, ada.user.id]]);
    }
  });

  test('an app that does not answer is tried again after longer and longer waits, then given up', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { browser } = await signedIn('silent', { backchannelUri: HEARS });
    await signOut(openid.context(), browser.sessionId ?? '');
    let moved = 0;
    for (const wait of limits.logoutNoticeRetriesMs) {
      expect(await tellApps({ status: 503 })).toHaveLength(1);
      expect(await tellApps({ status: 503 })).toHaveLength(0);
      moved += wait;
      openid.move(wait);
    }
    expect(await listFailedNotices(testEnvironment.db)).toEqual([]);
    expect(await tellApps({ status: 302 })).toHaveLength(1);
    expect(await listFailedNotices(testEnvironment.db)).toMatchObject([{ app: 'silent' }]);
    openid.move(limits.appSessionsKeptMs);
    expect(await tellApps()).toEqual([]);
    await deleteExpired(openid.context());
    expect(await listFailedNotices(testEnvironment.db)).toEqual([]);
    openid.move(-limits.appSessionsKeptMs - moved);
  });

  test('attack: two processes that work off the same notices tell each app once', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { config } = await signedIn('once', { backchannelUri: HEARS });
    for (let count = 1; count < 12; count += 1) await openIn(config, await openid.browser(ada.user));
    await revokeAllSessions(openid.context(), { userId: ada.user.id, by: 'command:root', reason: 'Test' });
    const heard = await Promise.all([tellApps(), tellApps({ db: testEnvironment.otherDb }), tellApps()]);
    const sids = heard.flat().map(({ claims }) => claims['sid']);
    expect(sids).toHaveLength(12);
    expect(new Set(sids).size).toBe(12);
  });

  test('an app that stays signed in outlives the session, until someone signs out of it', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { config, browser, tokens } = await signedIn('stays', { endsWith: 'app', backchannelUri: HEARS });
    await signOut(openid.context(), browser.sessionId ?? '');
    expect(await isAlive(config, tokens.access_token)).toBe(true);
    const renewed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(await tellApps()).toEqual([]);
    const inUse = async () => {
      const { db, now, settings } = openid.context();
      const live = { now, idleSince: new Date(now.getTime() - settings.sessionIdleMs) };
      return (await listAppsInUse(db, ada.user.id, live)).map(({ app }) => app.id);
    };
    expect(await inUse()).toEqual(['stays']);
    await setDisabled(testEnvironment.db, ada.user.id, openid.context().now);
    expect(await isAlive(config, renewed.access_token)).toBe(false);
    await setDisabled(testEnvironment.db, ada.user.id, null);
    expect(await isAlive(config, renewed.access_token)).toBe(true);

    expect(await leaveApp(openid.context(), ada.user.id, 'stays')).toBe('stays');
    expect(await leaveApp(openid.context(), ada.user.id, 'nothing')).toBeNull();
    expect(await isAlive(config, renewed.access_token)).toBe(false);
    await expect(client.refreshTokenGrant(config, renewed.refresh_token ?? '')).rejects.toThrow();
    expect(await inUse()).toEqual([]);
    expect((await tellApps()).map(({ claims }) => claims['aud'])).toEqual(['stays']);
  });

  test('attack: signing out of an app ends nothing of another person, and nothing of another app', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const mine = await signedIn('left');
    const other = await signedIn('kept');
    const bob = await testEnvironment.person('bob@example.com');
    const bobs = await openIn(mine.config, await openid.browser(bob.user));
    expect(await leaveApp(openid.context(), ada.user.id, 'left')).toBe('left');
    expect(await isAlive(mine.config, mine.tokens.access_token)).toBe(false);
    expect(await isAlive(other.config, other.tokens.access_token)).toBe(true);
    await client.fetchUserInfo(mine.config, bobs.access_token, bob.user.id);
    // The session goes on, and so opens the app again.
    expect((await openIn(mine.config, mine.browser)).claims()?.sub).toBe(ada.user.id);
  });

  test('attack: no request signs anyone out by itself, and a forged one leads nowhere', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { config, browser, tokens } = await signedIn('asking', { postLogoutUris: [OUT] });
    const where = async (parameters: Record<string, string>, init: RequestInit = {}) => {
      const query = new URLSearchParams(parameters);
      const url = `http://localhost:3000/oidc/logout${init.method ? '' : `?${query}`}`;
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const request = new Request(url, init.method ? { ...init, headers, body: query.toString() } : {});
      const answer = await openid.ask(request);
      expect(answer.status).toBe(303);
      return answer.headers.get('location');
    };
    const hint = tokens.id_token ?? '';
    const asked = { id_token_hint: hint, post_logout_redirect_uri: OUT, state: 'a&b' };
    expect(client.buildEndSessionUrl(config, asked).pathname).toBe('/oidc/logout');
    const page = await where(asked);
    expect(page).toBe(`/sign-out?${new URLSearchParams({ app: 'asking', to: OUT, state: 'a&b' })}`);
    expect(await where(asked, { method: 'POST' })).toBe(`/oidc/logout?${new URLSearchParams(asked)}`);
    expect(await where({ client_id: 'asking', post_logout_redirect_uri: OUT })).toContain('app=asking');
    // Nothing of it has ended anything.
    expect(await isAlive(config, tokens.access_token)).toBe(true);

    const [head = '', , signature = ''] = hint.split('.');
    const forgedClaims = Buffer.from(JSON.stringify({ aud: 'asking', sub: 'x' })).toString('base64url');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const forged of [
      `${head}.${forgedClaims}.${signature}`,
      `${none}.${forgedClaims}.`,
      'nothing',
      '..',
      hint.slice(0, -6),
    ])
      expect(await where({ ...asked, id_token_hint: forged }), forged).toBe('/sign-out');
    expect(await where({ ...asked, client_id: 'told' })).toBe('/sign-out');
    expect(await where({ post_logout_redirect_uri: 'https://evil.example/' })).toBe('/sign-out');

    const backTo = async (app: string | undefined, to: string) =>
      (await describeSignOut(openid.context(), { app, to, state: 's' })).backTo;
    expect(await backTo('asking', OUT)).toBe(`${OUT}?state=s`);
    for (const to of [`${OUT}/`, `${OUT}?a=b`, OUT.replace('wiki.', 'WIKI.'), REDIRECT, 'javascript:alert(1)'])
      expect(await backTo('asking', to), to).toBeNull();
    expect([await backTo('told', OUT), await backTo(undefined, OUT), await backTo('nothing', OUT)]).toEqual([
      null,
      null,
      null,
    ]);
    for (const path of ['/oidc/logout/confirm', '/oidc/logout/success'])
      expect((await browser.get(`http://localhost:3000${path}`)).status, path).toBe(404);
    const posted = await openid.ask(
      new Request('http://localhost:3000/oidc/authorize', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'client_id=asking&scope=openid',
      }),
    );
    expect([posted.status, posted.headers.get('location')]).toEqual([
      303,
      '/oidc/authorize?client_id=asking&scope=openid',
    ]);
    expect(openid.faults).toEqual([]);
  });
});
