import { Auth, type AuthConfig, customFetch } from '@auth/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgresPlace, openSqlitePlace } from '../../../test/engines.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { makeOpenId } from '../../../test/openid-environment.ts';
import { startPostgres } from '../../../test/postgres-server.ts';

const server = await startPostgres();
afterAll(() => server?.stop());
const places = { SQLite: openSqlitePlace, PostgreSQL: async () => server && openPostgresPlace(server) };
const WIKI = 'https://wiki.example.com';

// An app that someone built with Auth.js, as its documentation says: another client than the ones of the other tests,
// with ways of its own (cookies for state, nonce and verifier, a session as a sealed token).
describe.each(Object.entries(places))('an app built with Auth.js, on %s', (_engine, open) => {
  let testEnvironment: TestEnvironment | undefined;
  let openid: Awaited<ReturnType<typeof makeOpenId>>;
  beforeAll(async () => {
    const place = await open();
    if (!place) return;
    testEnvironment = await makeTestEnvironment(place);
    openid = await makeOpenId(testEnvironment);
  });
  afterAll(() => testEnvironment?.close());

  async function makeWiki() {
    const redirectUris = [`${WIKI}/auth/callback/connect`];
    const { secret } = await openid.app('wiki', { redirectUris });
    const faults: unknown[] = [];
    const config: AuthConfig = {
      basePath: '/auth',
      trustHost: true,
      secret: 'a secret of the wiki itself, of its own',
      logger: { error: (error) => void faults.push(error), warn: () => {} },
      providers: [
        {
          ...{ id: 'connect', name: 'Connect', type: 'oidc', issuer: 'http://localhost:3000' },
          ...{ clientId: 'wiki', clientSecret: secret ?? '', checks: ['pkce', 'state', 'nonce'] },
          [customFetch]: (url, init) => openid.ask(new Request(url, init)),
        },
      ],
    };
    return { config, faults };
  }

  /** A browser at the wiki. */
  function visitor(config: AuthConfig) {
    const jar = new Map<string, string>();
    return async (path: string, form?: Record<string, string>) => {
      const headers = { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') };
      const sent = form && { method: 'POST', body: new URLSearchParams(form) };
      const response = await Auth(new Request(new URL(path, WIKI), { headers, ...sent }), config);
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        jar.set(name, value);
      }
      return response;
    };
  }

  test('signs its people in; the link back is worth nothing in another browser, nor twice', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { config, faults } = await makeWiki();
    const ada = await testEnvironment.person();
    const [hers, thief] = [visitor(config), visitor(config)];
    const { csrfToken } = (await (await hers('/auth/csrf')).json()) as { csrfToken: string };
    const begun = await hers('/auth/signin/connect', { csrfToken });
    const browser = await openid.browser(ada.user);
    const back = (await browser.get(begun.headers.get('location') ?? '')).headers.get('location') ?? '';
    expect(back).toContain(`${WIKI}/auth/callback/connect?code=`);

    expect((await thief(back)).headers.get('location')).toContain('error=');
    expect(await (await thief('/auth/session')).json()).toBeNull();
    expect((await hers(back)).headers.get('location')).toBe(WIKI);
    const { user } = (await (await hers('/auth/session')).json()) as { user: object };
    expect(user).toEqual({ name: ada.user.name, email: ada.user.email });
    expect(faults).toHaveLength(1);
    expect((await hers(back)).headers.get('location')).toContain('error=');
    expect(openid.faults).toEqual([]);
  });
});
