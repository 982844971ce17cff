import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listHostsOfApp } from '../../../db/queries/app-hosts.ts';
import { findClient } from '../../../db/queries/apps.ts';
import { listAllEvents } from '../../../db/queries/security-events.ts';
import { deleteSession, replaceSessionId } from '../../../db/queries/sessions.ts';
import { openPostgresPlace, openSqlitePlace } from '../../../test/engines.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { makeOpenId, REDIRECT } from '../../../test/openid-environment.ts';
import { startPostgres } from '../../../test/postgres-server.ts';
import { addMs } from '../../clock.ts';
import { generateId, hashToken } from '../../crypto/token.ts';
import { addApp, removeApp } from './change-app.ts';
import { appStateName, describeApp, describeApps } from './describe-apps.ts';
import { describeSignOut } from './describe-sign-out.ts';
import { disableApp, editApp } from './edit-app.ts';
import { leaveApp } from './leave-app.ts';

const server = await startPostgres();
afterAll(() => server?.stop());
const places = { SQLite: openSqlitePlace, PostgreSQL: async () => server && openPostgresPlace(server) };
const why = { reason: 'Test', by: 'command:root' };
const guarded = { name: 'Reports', kind: 'guarded', redirectUris: [], access: 'everyone' } as const;
const demands = { demands: 'session', pkce: 'required' } as const;

describe.each(Object.entries(places))('guarded apps on %s', (_engine, open) => {
  let testEnvironment: TestEnvironment | undefined;
  let ada: Awaited<ReturnType<TestEnvironment['person']>>;
  beforeAll(async () => {
    const place = await open();
    if (!place) return;
    testEnvironment = await makeTestEnvironment(place);
    ada = await testEnvironment.person();
  });
  afterAll(() => testEnvironment?.close());

  const contextNow = () => {
    if (!testEnvironment) throw new Error('no database');
    return testEnvironment.at(0);
  };
  const add = (id: string, hosts: readonly string[], changed: Partial<Parameters<typeof addApp>[2]> = {}) =>
    addApp(contextNow(), why, { id, ...guarded, ...demands, hosts: [...hosts], ...changed });
  const edit = (appId: string, change: Parameters<typeof editApp>[2]) =>
    editApp(contextNow(), { ...why, appId }, change);
  const hostsOf = async (appId: string) => (await listHostsOfApp(contextNow().db, appId)).map(({ host }) => host);

  /** What a browser of this session holds at a host, and what takes another there. */
  async function enter(host: string, sessionIdHash: string) {
    const { db, now } = contextNow();
    const { hostSessions, entryTickets } = db.tables;
    const held = { host, sessionIdHash };
    await db.sql.insert(hostSessions).values({ ...held, tokenHash: hashToken(generateId()), createdAt: now });
    const ticket = { idHash: hashToken(generateId()), bindHash: 'bind', returnTo: '/', expiresAt: addMs(now, 30_000) };
    await db.sql.insert(entryTickets).values({ ...held, ...ticket });
  }
  /** Returns the hosts at which something is held, or to which something is on its way. */
  async function heldAt() {
    const { sql, tables } = contextNow().db;
    const rows = [
      ...(await sql.select({ host: tables.hostSessions.host }).from(tables.hostSessions)),
      ...(await sql.select({ host: tables.entryTickets.host }).from(tables.entryTickets)),
    ];
    return rows.map(({ host }) => host).sort();
  }

  test('an app is added with its hosts; Home opens the first one, unless an address is typed', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { db } = testEnvironment;
    const made = await add('reports', ['notes.localhost:8080', 'Reports.localhost'], {
      openPaths: ['/health'],
      remoteUser: 'email',
    });
    expect(made).toEqual({ ok: true, value: { id: 'reports', secret: null } });
    expect(await findClient(db, 'reports')).toMatchObject({
      app: { launchUrl: 'http://notes.localhost:8080/', openPaths: ['/health'], remoteUser: 'email' },
      client: { kind: 'guarded', secretHash: null, redirectUris: [], postLogoutUris: [], endsWith: 'session' },
    });
    expect(await describeApp(contextNow(), 'reports')).toMatchObject({
      hosts: ['notes.localhost:8080', 'reports.localhost'],
    });
    expect((await describeApps(contextNow(), 'reports')).map(({ hosts }) => hosts.length)).toEqual([2]);
    expect((await describeApps(contextNow(), 'Notes.localhost:80')).map(({ app }) => app.id)).toEqual(['reports']);
    const typed = { launchUrl: 'http://typed.localhost/start' };
    expect(await add('typed', ['typed.localhost'], typed)).toMatchObject({ ok: true });
    expect((await findClient(db, 'typed'))?.app).toMatchObject({ ...typed, openPaths: [], remoteUser: 'id' });
    // An app of another kind has none, unless they are named.
    const wiki = { kind: 'confidential', redirectUris: [REDIRECT] } as const;
    expect(await add('both', ['both.localhost'], wiki)).toMatchObject({ ok: true });
    expect(await add('plain', [], wiki)).toMatchObject({ ok: true });
    expect((await findClient(db, 'both'))?.app.launchUrl).toBeNull();
    expect([await hostsOf('both'), await hostsOf('plain')]).toEqual([['both.localhost'], []]);
  });

  test('a guarded app without a host, or with what only OpenID Connect knows, is refused', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    expect(await add('none', [])).toMatchObject({ code: 'guarded-host-missing' });
    for (const openId of [
      { redirectUris: [REDIRECT] },
      { postLogoutUris: [REDIRECT] },
      { backchannelUri: REDIRECT },
      { endsWith: 'app' },
    ] as const)
      expect(await add('none', ['none.localhost'], openId as object)).toMatchObject({ code: 'app-without-openid' });
    expect(await add('none', ['localhost:9'])).toMatchObject({ code: 'guarded-host-own' });
    expect(await add('none', ['none.localhost'], { openPaths: ['/a/../b'] })).toMatchObject({
      code: 'open-path-shape',
    });
    expect(await findClient(testEnvironment.db, 'none')).toBeNull();
    await add('whole', ['whole.localhost']);
    expect(await edit('whole', { hosts: [] })).toMatchObject({ code: 'guarded-host-missing' });
    expect(await edit('whole', { endsWith: 'app' })).toMatchObject({ code: 'app-without-openid' });
  });

  test('attack G-62: a host of another app, at whatever port, is refused with the name of that app', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    await add('owner', ['owned.localhost'], { name: 'The owner' });
    await add('other', ['other.localhost']);
    for (const [host, address] of [
      ['owned.localhost', 'owned.localhost'],
      ['OWNED.localhost:80', 'owned.localhost'],
      ['owned.localhost:8443', 'owned.localhost:8443'],
    ] as const) {
      const facts = { address, taken: 'owned.localhost', appName: 'The owner', appId: 'owner' };
      const taken = { code: 'guarded-host-taken', facts };
      expect(await add('thief', ['own.localhost', host]), host).toMatchObject(taken);
      expect(await edit('other', { hosts: ['other.localhost', host] }), host).toMatchObject(taken);
    }
    // Nothing is half done.
    expect(await findClient(testEnvironment.db, 'thief')).toBeNull();
    expect([await hostsOf('owner'), await hostsOf('other')]).toEqual([['owned.localhost'], ['other.localhost']]);
    await removeApp(contextNow(), { ...why, appId: 'owner' });
    expect(await edit('other', { hosts: ['owned.localhost'] })).toMatchObject({ ok: true });
  });

  test('hosts, open paths and Remote-User are changed in what is named; the log says what; Home follows', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    await add('moved', ['before.localhost']);
    const state = await appStateName(contextNow(), 'moved');
    expect(await edit('moved', { openPaths: ['/a', '/b'] })).toMatchObject({ value: ['open-paths'] });
    expect(await edit('moved', { remoteUser: 'email' })).toMatchObject({ value: ['remote-user'] });
    expect(await edit('moved', { hosts: ['before.localhost'], openPaths: ['/a', '/b'] })).toMatchObject({
      code: 'already-so',
    });
    expect(await edit('moved', { hosts: ['after.localhost', 'b.localhost'] })).toMatchObject({
      value: ['home', 'hosts'],
    });
    expect(await appStateName(contextNow(), 'moved')).not.toBe(state);
    expect((await findClient(testEnvironment.db, 'moved'))?.app).toMatchObject({
      ...{ launchUrl: 'http://after.localhost/', openPaths: ['/a', '/b'], remoteUser: 'email' },
    });
    const [last] = await listAllEvents(testEnvironment.db, { userId: null, kinds: ['app-changed'] }, { limit: 1 });
    expect(last?.details).toEqual({ reason: 'Test', app: 'Reports', changes: ['home', 'hosts'] });
  });

  test('what browsers hold ends: at a host that is taken away, of an app that is disabled, for whoever leaves it', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const [mine, theirs] = [
      ada.actor.sessionIdHash,
      (await testEnvironment.person('eve@example.com')).actor.sessionIdHash,
    ];
    expect(await add('first', ['left.localhost', 'kept.localhost'])).toMatchObject({ ok: true });
    expect(await add('second', ['third.localhost'])).toMatchObject({ ok: true });
    for (const host of ['left.localhost', 'kept.localhost', 'third.localhost']) {
      await enter(host, mine);
      await enter(host, theirs);
    }
    const four = (host: string) => [host, host, host, host];
    await edit('first', { hosts: ['kept.localhost', 'new.localhost'] });
    expect(await heldAt()).toEqual([...four('kept.localhost'), ...four('third.localhost')]);
    expect(await leaveApp(contextNow(), ada.user.id, 'first')).toBe('Reports');
    expect(await leaveApp(contextNow(), ada.user.id, 'first')).toBeNull();
    expect(await heldAt()).toEqual(['kept.localhost', 'kept.localhost', ...four('third.localhost')]);
    await disableApp(contextNow(), { ...why, appId: 'second' });
    expect(await heldAt()).toEqual(['kept.localhost', 'kept.localhost']);
    await removeApp(contextNow(), { ...why, appId: 'first' });
    expect(await heldAt()).toEqual([]);
  });

  test('what browsers hold goes with the session that opened it, and follows it to a new id', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { db } = testEnvironment;
    await add('following', ['following.localhost']);
    const { actor } = await testEnvironment.person('grace@example.com');
    await enter('following.localhost', actor.sessionIdHash);
    const idHash = hashToken(generateId());
    await replaceSessionId(db, actor.sessionIdHash, { idHash });
    expect(await heldAt()).toEqual(['following.localhost', 'following.localhost']);
    await deleteSession(db, idHash);
    expect(await heldAt()).toEqual([]);
  });

  test('attack G-56: OpenID Connect knows no guarded app', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const openid = await makeOpenId(testEnvironment);
    await openid.app('spoken', { kind: 'guarded', redirectUris: [], hosts: ['spoken.localhost'] });
    const browser = await openid.browser(ada.user);
    const { origin } = openid.context().settings;
    const url = new URL(`${origin}/oidc/authorize`);
    const params = { client_id: 'spoken', scope: 'openid', response_type: 'code' };
    url.search = String(new URLSearchParams({ ...params, redirect_uri: 'http://spoken.localhost/' }));
    const asked = await browser.get(url);
    expect([asked.status, asked.headers.get('location')]).toEqual([400, null]);
    expect(await asked.text()).toContain('invalid_client');
    for (const name of ['token', 'introspection', 'revocation'])
      for (const secret of ['', '&client_secret=', '&client_secret=a+secret']) {
        const body = `client_id=spoken&grant_type=refresh_token&refresh_token=x&token=x${secret}`;
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        const refused = await openid.ask(new Request(`${origin}/oidc/${name}`, { method: 'POST', body, headers }));
        expect([refused.status, await refused.text()], name).toEqual([401, expect.stringContaining('invalid_client')]);
      }
    const wish = { app: 'spoken', to: 'http://spoken.localhost/' };
    // Its own /.connect/out leads to the page that asks, and nothing leads back.
    expect(await describeSignOut(openid.context(), wish)).toEqual({ app: expect.any(String), backTo: null });
    expect(openid.faults).toEqual([]);
  });
});
