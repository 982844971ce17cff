import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { migrateOrFail } from '#db/migrate-or-fail.ts';
import { insertApp, insertClient } from '#db/queries/apps.ts';
import { insertHostSession } from '#db/queries/guarded-hosts.ts';
import { insertSession } from '#db/queries/sessions.ts';
import { insertUser } from '#db/queries/users.ts';
import { filterRequest } from '#server/http-hooks/filter-requests.mjs';
import { hookServers } from '#server/http-hooks/hook-servers.mjs';
import { settings } from '../../config/env.ts';
import { generateToken, hashToken } from '../../crypto/token.ts';
import { identityHeaders } from '../../rules/apps/identity-headers.ts';
import { bringRequestFilter } from '../boot/request-filter.ts';
import { openDatabase, store } from '../store.ts';
import { answerCheckRequest } from './answer-request.ts';

const folder = mkdtempSync(join(tmpdir(), 'accounts-check-'));
const host = 'reports.example.com';
const token = generateToken();
const cookie = `__Host-connect-app=${token}`;
const TOKEN = 'a token that only our proxies know';

const server = http.createServer((_, response) => void response.writeHead(418).end('the app'));
// As Next has it: with one, Node would hand over the connection of a request to upgrade.
server.on('upgrade', (_, socket) => void socket.end('HTTP/1.1 500 None\r\n\r\n'));

beforeAll(async () => {
  for (const [name, value] of Object.entries({
    AUTH_URL: 'https://connect.example.com',
    AUTH_SECRET: randomBytes(33).toString('base64'),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    DATABASE_URL: `file:${join(folder, 'app.db')}`,
    FORWARD_AUTH_TOKEN: TOKEN,
    LOG_LEVEL: 'silent',
  }))
    vi.stubEnv(name, value);
  const db = await openDatabase();
  await migrateOrFail(db);
  const now = new Date();
  await insertUser(db, { id: 'u1', email: 'ada@example.com', name: 'Łucja', passwordHash: null, createdAt: now });
  await insertSession(db, {
    ...{ idHash: 's1', userId: 'u1', authenticationMethods: ['passkey'], createdAt: now, lastUsedAt: now },
    ...{ expiresAt: new Date(now.getTime() + 60_000), reauthenticatedAt: null, browser: '', ipAddress: '' },
    passkeyId: null,
  });
  await insertApp(db, { id: 'reports', name: 'Reports', openTo: 'everyone', demands: 'session', createdAt: now });
  const none = { secretHash: null, oldSecretHash: null, oldSecretUntil: null };
  await insertClient(db, { appId: 'reports', kind: 'guarded', redirectUris: [], pkce: 'required', ...none });
  await db.sql.insert(db.tables.guardedHosts).values({ host, appId: 'reports' });
  await insertHostSession(db, { tokenHash: hashToken(token), host, sessionIdHash: 's1', createdAt: now });
  hookServers([filterRequest]);
  bringRequestFilter(settings());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.close();
  rmSync(folder, { recursive: true });
});
type Headers_ = Readonly<Record<string, string>>;
type Answer = { status: number; headers: Record<string, string | undefined>; text: string };
const shown = [...Object.keys(identityHeaders(null, 'id')), 'location', 'www-authenticate', 'cache-control'];

async function byHook(path: string, headers: Headers_): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port, path, headers, agent: false })
      .on('error', reject)
      .on('response', async (response) => {
        const text = Buffer.concat(await response.toArray()).toString();
        const said = Object.fromEntries(shown.map((name) => [name, response.headers[name]?.toString()]));
        resolve({ status: response.statusCode ?? 0, headers: said, text });
      });
  });
}

async function byRoute(path: string, headers: Headers_): Promise<Answer> {
  const response = await answerCheckRequest(new NextRequest(`https://connect.example.com${path}`, { headers }));
  const said = Object.fromEntries(shown.map((name) => [name, response.headers.get(name) ?? undefined]));
  return { status: response.status, headers: said, text: await response.text() };
}

const ours = { 'x-forward-auth-token': TOKEN };
const nginx = { ...ours, 'x-original-url': `https://${host}/a?b=c`, 'x-original-method': 'GET' };
const caddy = {
  ...ours,
  ...{ 'x-forwarded-method': 'GET', 'x-forwarded-proto': 'https', 'x-forwarded-host': host, 'x-forwarded-uri': '/a' },
};
const page = { accept: 'text/html', 'sec-fetch-mode': 'navigate' };

describe.each([
  ['in front of Next', byHook],
  ['by a route of Next', byRoute],
] as const)('attack G-58: a check %s', (_, ask) => {
  test('of someone who is signed in names them', async () => {
    const { status, headers } = await ask('/api/verify/nginx', { ...nginx, cookie });
    expect(status).toBe(200);
    const name = Buffer.from('Łucja').toString('latin1');
    expect(headers).toMatchObject({ 'remote-user': 'u1', 'remote-name': name, 'cache-control': 'no-store' });
  });

  test('of no one is refused, with an address for a page', async () => {
    const location = `https://${host}/.connect/start?to=%2Fa%3Fb%3Dc`;
    expect(await ask('/api/verify/nginx', { ...nginx, ...page })).toMatchObject({ status: 401, headers: { location } });
    expect(await ask('/api/verify/caddy', { ...caddy, ...page })).toMatchObject({ status: 302 });
    const bare = await ask('/api/verify/caddy', caddy);
    expect([bare.status, bare.headers['location'], bare.headers['remote-user']]).toEqual([401, undefined, undefined]);
  });

  test('attack G-57: of a proxy that is not ours is refused, whatever it brings', async () => {
    for (const sent of ['', 'a token that only our proxies kneW', `${TOKEN}, ${TOKEN}`, 'undefined'])
      expect(await ask('/api/verify/nginx', { ...nginx, cookie, 'x-forward-auth-token': sent })).toMatchObject({
        status: 403,
        headers: { 'remote-user': undefined },
      });
  });

  test('attack G-64: with a cookie that a neighbour set for the whole domain, of ours with a space before, is of no one', async () => {
    for (const space of ['\u00a0', '\u0085', '\u00a0\u00a0', '\u00c2\u00a0', '\u00ef\u00bb\u00bf'])
      expect(await ask('/api/verify/nginx', { ...nginx, cookie: `a=b; ${space}${cookie}` })).toMatchObject({
        status: 401,
      });
    expect(await ask('/api/verify/nginx', { ...nginx, cookie: `a=b; ${cookie}; \u00a0${cookie}` })).toMatchObject({
      status: 200,
    });
  });

  test('that says too little, too much, or comes to no proxy’s address is refused in a sentence', async () => {
    const faults: [path: string, headers: Headers_, status: number][] = [
      ['/api/verify/nginx', { ...caddy, cookie }, 403],
      ['/api/verify/caddy', { ...nginx, cookie }, 403],
      ['/api/verify/nginx', { ...nginx, cookie, 'x-original-url': `http://${host}/` }, 403],
      ['/api/verify/nginx', { ...nginx, cookie, 'x-original-url': 'https://nothing.example.com/' }, 403],
      ['/api/verify/apache', { ...nginx, cookie }, 404],
      ['/api/verify/', { ...nginx, cookie }, 404],
    ];
    for (const [path, headers, status] of faults) {
      const answer = await ask(path, headers);
      expect(answer, `${path} ${JSON.stringify(headers)}`).toMatchObject({
        status,
        headers: { 'remote-user': undefined },
      });
      expect(answer.text).toMatch(/^[A-Z].*\n$/);
    }
  });
});

test('a request for a WebSocket, as Caddy asks about one, is checked like any other', async () => {
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket' };
  expect(await byHook('/api/verify/caddy', { ...caddy, ...upgrade })).toMatchObject({ status: 401 });
  expect(await byHook('/api/verify/caddy', { ...caddy, ...upgrade, cookie })).toMatchObject({ status: 200 });
  // Nothing else of ours speaks it.
  expect((await byHook('/login', upgrade)).status).toBe(418);
});

test('without a database no check is answered with yes', async () => {
  await store().close();
  for (const ask of [byHook, byRoute]) {
    const answered = await ask('/api/verify/nginx', { ...nginx, cookie }).then(
      ({ status }) => status,
      () => 'not at all',
    );
    expect([503, 'not at all']).toContain(answered);
  }
});
