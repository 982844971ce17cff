import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listDueNotices } from '../../../db/queries/app-sessions.ts';
import { listAllEvents } from '../../../db/queries/security-events.ts';
import { openPostgresPlace, openSqlitePlace } from '../../../test/engines.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { makeOpenId, REDIRECT } from '../../../test/openid-environment.ts';
import { startPostgres } from '../../../test/postgres-server.ts';
import { limits, MINUTE_MS } from '../../config/limits.ts';
import { addApp } from './change-app.ts';
import { appStateName, describeApp, describeApps } from './describe-apps.ts';
import { describeHomeApps } from './describe-launcher.ts';
import { describeAppsInUse } from './describe-my-apps.ts';
import { disableApp, editApp, enableApp } from './edit-app.ts';

const server = await startPostgres();
afterAll(() => server?.stop());
const places = { SQLite: openSqlitePlace, PostgreSQL: async () => server && openPostgresPlace(server) };

describe.each(Object.entries(places))('apps on %s', (_engine, open) => {
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
  const why = { reason: 'Test', by: 'command:root' };

  /** Asks for a code of an app. Returns where the browser is sent, and what redeems that. */
  async function ask(
    id: string,
    secret: string | null,
    browser: Awaited<ReturnType<typeof openid.browser>>,
    changed = {},
  ) {
    const config = await openid.clientOf(id, secret);
    const verifier = client.randomPKCECodeVerifier();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: REDIRECT,
      scope: 'openid',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...changed,
    });
    const to = new URL((await browser.get(url)).headers.get('location') ?? '', 'http://localhost:3000');
    return { config, to, redeem: () => client.authorizationCodeGrant(config, to, { pkceCodeVerifier: verifier }) };
  }

  test('an app is changed in what is named and in nothing else; the log says what', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    await openid.app('edited');
    const by = { ...why, appId: 'edited' };
    const context = openid.context();
    const before = await appStateName(context, 'edited');
    expect(await editApp(context, by, { name: 'Edited', maxSignInAgeMs: 15 * MINUTE_MS })).toMatchObject({
      value: ['name', 'sign-in-age'],
    });
    expect(await appStateName(context, 'edited')).not.toBe(before);
    expect(await describeApp(context, 'edited')).toMatchObject({
      app: { name: 'Edited', demands: 'session', openTo: 'everyone', maxSignInAgeMs: 15 * MINUTE_MS },
      client: { redirectUris: [REDIRECT], pkce: 'required' },
    });
    expect(await editApp(context, by, {})).toMatchObject({ ok: false, code: 'already-so' });
    expect(await editApp(context, { ...why, appId: 'nothing' }, {})).toMatchObject({ code: 'app-unknown' });
    const [last] = await listAllEvents(context.db, { userId: null, kinds: ['app-changed'] }, { limit: 1 });
    expect(last?.details).toEqual({ reason: 'Test', app: 'Edited', changes: ['name', 'sign-in-age'] });
    expect((await describeApps(context, ' EDIT ')).map(({ app }) => app.id)).toEqual(['edited']);
    expect(JSON.stringify(await describeApps(context, ''))).not.toMatch(/secretHash/i);
  });

  test('attack: a redirect address that leads elsewhere is refused when an app is added and when it is changed', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const app = { id: 'odd', name: 'Odd', access: 'everyone', demands: 'session', pkce: 'required' } as const;
    await openid.app('straight');
    const odd = [
      'javascript:alert(1)',
      'JavaScript:alert(1)',
      'data:text/html,x',
      'https://*.example.com/',
      'http://a.example/',
      `${REDIRECT}#a`,
      'https://a@b.example/',
      '//evil.example/',
    ];
    for (const kind of ['confidential', 'public', 'native'] as const)
      for (const address of odd) {
        const made = await addApp(openid.context(), why, { ...app, kind, redirectUris: [REDIRECT, address] });
        expect(made, `${kind} ${address}`).toMatchObject({ ok: false, code: 'redirect-uri-shape' });
      }
    for (const address of odd)
      expect(
        await editApp(openid.context(), { ...why, appId: 'straight' }, { redirectUris: [REDIRECT, address] }),
      ).toMatchObject({ ok: false, code: 'redirect-uri-shape' });
    const many = Array.from({ length: limits.redirectUrisPerApp + 1 }, (_, index) => `${REDIRECT}/${index}`);
    expect(await editApp(openid.context(), { ...why, appId: 'straight' }, { redirectUris: many })).toMatchObject({
      ok: false,
      code: 'redirect-uris-many',
    });
    expect((await describeApp(openid.context(), 'straight'))?.client.redirectUris).toEqual([REDIRECT]);
    expect(await describeApp(openid.context(), 'odd')).toBeNull();
  });

  test('attack: a name that turns the direction of writing, or hides what it is, is refused', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    await openid.app('named');
    for (const name of ['Wi\u202eki', 'Wi\u200bki', 'Wi\u0000ki', '\u2066Wiki', ' ', 'x'.repeat(61)])
      expect(await editApp(openid.context(), { ...why, appId: 'named' }, { name }), JSON.stringify(name)).toMatchObject(
        {
          ok: false,
          code: 'app-name-shape',
        },
      );
  });

  test('attack: tokens of a disabled app are dead at once, and stay dead when it is enabled', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { secret } = await openid.app('closed-down');
    const browser = await openid.browser(ada.user);
    const { config, redeem } = await ask('closed-down', secret, browser);
    const tokens = await redeem();
    await client.fetchUserInfo(config, tokens.access_token, ada.user.id);
    const pending = await ask('closed-down', secret, browser);
    const by = { ...why, appId: 'closed-down' };
    expect(await disableApp(openid.context(), by)).toMatchObject({ ok: true });
    expect(await disableApp(openid.context(), by)).toMatchObject({ code: 'already-so' });
    const isDead = async () => {
      await expect(client.fetchUserInfo(config, tokens.access_token, ada.user.id)).rejects.toThrow();
      await expect(client.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toThrow();
      await expect(pending.redeem()).rejects.toThrow();
      expect(await client.tokenIntrospection(config, tokens.access_token)).toEqual({ active: false });
    };
    await isDead();
    const refused = await ask('closed-down', secret, browser);
    expect(refused.to.pathname).toMatch(/^\/authorize\//);
    expect(await enableApp(openid.context(), by)).toMatchObject({ ok: true });
    await isDead();
    await (await ask('closed-down', secret, browser)).redeem();
    expect(openid.faults).toEqual([]);
  });

  test('a disabled app is gone from Home and from the apps in use, and hears that its people are signed out', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const shown = { launchUrl: 'https://wiki.example.com/', backchannelUri: 'https://wiki.example.com/heard' };
    const { secret } = await openid.app('heard', shown);
    await (await ask('heard', secret, await openid.browser(ada.user))).redeem();
    const context = openid.context();
    const lists = async () => {
      const [home, inUse] = [
        await describeHomeApps(context, ada.user.id),
        await describeAppsInUse(context, ada.user.id),
      ];
      return [home?.apps ?? [], inUse].map((apps) => apps.some(({ id }) => id === 'heard'));
    };
    const due = async () =>
      (await listDueNotices(context.db, context.now, 100)).filter(({ notice }) => notice.appId === 'heard').length;
    expect([await lists(), await due()]).toEqual([[true, true], 0]);
    const by = { ...why, appId: 'heard' };
    await disableApp(context, by);
    expect([await lists(), await due()]).toEqual([[false, false], 1]);
    await enableApp(context, by);
    // Nothing that it was given comes back.
    expect(await lists()).toEqual([true, false]);
  });

  test('attack: a sign-in that is older than the app’s administrators allow opens it for no max_age', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { secret } = await openid.app('vault', { maxSignInAgeMs: 15 * MINUTE_MS });
    const browser = await openid.browser(ada.user);
    await (await ask('vault', secret, browser)).redeem();
    openid.move(16 * MINUTE_MS);
    for (const changed of [{}, { max_age: '86400' }, { prompt: 'none' }]) {
      const { to } = await ask('vault', secret, browser, changed);
      expect(to.searchParams.get('code'), JSON.stringify(changed)).toBeNull();
    }
    const fresh = await openid.browser(ada.user);
    await (await ask('vault', secret, fresh)).redeem();
    openid.move(-16 * MINUTE_MS);
  });
});
