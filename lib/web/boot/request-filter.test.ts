import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { proxy } from '#proxy.vercel.ts';
import { filterRequest } from '#server/http-hooks/filter-requests.mjs';
import { hookServers } from '#server/http-hooks/hook-servers.mjs';
import { settings } from '../../config/env.ts';
import { limits } from '../../config/limits.ts';
import { bringRequestFilter } from './request-filter.ts';

/** A request as it is sent. `isOpen` leaves out the length of the body. */
type Sent = { method?: string; path?: string; headers?: Record<string, string>; body?: Buffer; isOpen?: boolean };
/** What the app sees of it, or `null` where the filter responds, and the response. */
type Seen = {
  app: { headers: Record<string, string>; body: string } | null;
  status: number;
  headers: Record<string, string>;
};

const ours = 'https://connect.example.com';
const fromUs = { origin: ours, 'sec-fetch-site': 'same-origin' };

beforeAll(() => {
  for (const [name, value] of Object.entries({
    AUTH_URL: ours,
    AUTH_SECRET: randomBytes(33).toString('base64'),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    TRUSTED_PROXIES: '0',
    REQUEST_FILTER: 'hook',
  }))
    vi.stubEnv(name, value);
});

/** The app behind the hook: says what it sees. */
const server = http.createServer(async (request, response) => {
  // As Next does it, which refuses a stream that was read.
  const stream = request.method === 'POST' ? { body: request as unknown as BodyInit, duplex: 'half' } : {};
  const asked = new Request('http://here.invalid', { method: request.method ?? 'GET', ...stream } as RequestInit);
  const body = Buffer.from(await asked.arrayBuffer()).toString('latin1');
  response.end(JSON.stringify({ headers: request.headers, body }));
});
beforeAll(async () => {
  hookServers([filterRequest]);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());

function throughHook({ method = 'GET', path = '/login', headers = {}, body, isOpen }: Sent): Promise<Seen> {
  const { port } = server.address() as AddressInfo;
  const length = body && !isOpen ? { 'content-length': String(body.length) } : {};
  return new Promise((resolve, reject) => {
    const target = { port, host: '127.0.0.1', agent: false, method, path };
    const request = http.request({ ...target, headers: { ...length, ...headers } });
    request.on('error', reject).on('response', async (response) => {
      const text = Buffer.concat(await response.toArray()).toString('utf8');
      const isRefused = response.headers['content-type']?.startsWith('text/plain') ?? false;
      resolve({
        app: isRefused ? null : JSON.parse(text),
        status: response.statusCode ?? 0,
        headers: response.headers as Record<string, string>,
      });
    });
    // In pieces, as over a network.
    for (let start = 0; body && start < body.length; start += 50_000)
      request.write(body.subarray(start, start + 50_000));
    request.end();
  });
}

async function throughProxy({ method = 'GET', path = '/login', headers = {}, body, isOpen }: Sent): Promise<Seen> {
  const length = body && !isOpen ? { 'content-length': String(body.length) } : {};
  const init = { method, headers: { ...length, ...headers }, ...(body ? { body: new Uint8Array(body) } : {}) };
  const request = new NextRequest(`${ours}${path}`, init);
  const response = await proxy(request);
  const passed = Object.fromEntries(
    [...response.headers].flatMap(([name, value]) =>
      name.startsWith('x-middleware-request-') ? [[name.slice('x-middleware-request-'.length), value]] : [],
    ),
  );
  const isPassed = response.headers.has('x-middleware-next');
  return {
    app: isPassed ? { headers: passed, body: Buffer.from(await request.arrayBuffer()).toString('latin1') } : null,
    status: response.status,
    headers: Object.fromEntries(response.headers),
  };
}

/** A form without an action, as a browser encodes it. */
async function form(fields: Record<string, string>): Promise<{ headers: Record<string, string>; body: Buffer }> {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  const encoded = new Response(data);
  return {
    headers: { ...fromUs, 'content-type': encoded.headers.get('content-type') ?? '' },
    body: Buffer.from(await encoded.arrayBuffer()),
  };
}

test('a request that comes before the app has brought its filter waits for it', async () => {
  let isAnswered = false;
  const early = throughHook({}).then((seen) => {
    isAnswered = true;
    return seen;
  });
  await new Promise<void>((resolve) => server.once('connection', () => setImmediate(resolve)));
  expect(isAnswered).toBe(false);
  expect(bringRequestFilter(settings())).toBe(true);
  expect((await early).app?.headers['content-security-policy']).toContain("'nonce-");
});

describe.each([
  ['in front of Next', throughHook],
  ['in proxy.vercel.ts', throughProxy],
])('the request filter %s', (_form, send) => {
  test('attack: a client sets none of the headers that pages trust', async () => {
    const claimed = {
      'content-security-policy': "script-src 'unsafe-inline' 'nonce-aaaaaaaaaaaaaaaaaaaaaaaa'",
      'x-request-id': 'a'.repeat(32),
      'x-asked-page': 'https://evil.example/',
      'x-forwarded-host': 'evil.example',
    };
    for (const sent of [{ headers: claimed }, { method: 'POST', ...(await withHeaders(form({ a: 'b' }), claimed)) }]) {
      const { app, headers } = await send(sent);
      const policy = app?.headers['content-security-policy'] ?? '';
      expect(policy).toMatch(/'nonce-[\w+/]{24}'/);
      expect(policy).not.toContain('aaaaaaaa');
      expect(headers['content-security-policy']).toBe(policy);
      expect(app?.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers['x-request-id']).toBe(app?.headers['x-request-id']);
      expect(app?.headers['x-asked-page']).toBe('/login');
    }
    const posted = await send({ method: 'POST', ...(await withHeaders(form({ a: 'b' }), claimed)) });
    expect(posted.app?.headers['x-forwarded-host']).toBe('connect.example.com');
  });

  test('a page gets its policy, transport and probe cookie; a browser that brings the cookie gets none', async () => {
    const { headers } = await send({});
    expect(headers['strict-transport-security']).toBe('max-age=63072000');
    expect(String(headers['set-cookie'])).toMatch(/^__Host-cookies-kept=1; /);
    const known = await send({ headers: { cookie: 'a=b; __Host-cookies-kept=1' } });
    expect(known.headers['set-cookie']).toBeUndefined();
    expect((await send({ path: '/login?reason=signed-out' })).headers['clear-site-data']).toBe('"cache", "storage"');
    expect((await send({ path: '/brand/logo.svg' })).headers['content-security-policy']).toContain('sandbox');
  });

  test.each([
    ['another method', 405, { method: 'DELETE' }],
    ['an action that is fetched', 405, { headers: { 'next-action': 'x' } }],
    ['a place that isn’t in the app', 400, { headers: { 'next-router-state-tree': 'junk' } }],
  ])('attack: %s is refused with %i', async (_what, status, sent: Sent) => {
    const { app, status: is, headers } = await send(sent);
    expect([app, is]).toEqual([null, status]);
    expect(headers['strict-transport-security']).toBeDefined();
  });

  test.each([
    ['another site', 403, { origin: 'https://evil.example' }],
    ['nobody', 403, { origin: 'null', 'sec-fetch-site': 'none' }],
    ['another type', 415, { 'content-type': 'application/json' }],
    ['a type that the body has not', 400, { 'content-type': 'multipart/form-data; boundary=other' }],
    ['a script, without what it calls', 400, { 'next-action': 'x' }],
    ['too many bytes', 413, { 'content-length': String(limits.formMaxBytes + 1) }],
  ])('attack: a form of %s is refused with %i', async (_what, status, changed) => {
    const { app, status: is } = await send({ method: 'POST', ...(await withHeaders(form({ a: 'b' }), changed)) });
    expect([app, is]).toEqual([null, status]);
  });

  test('attack: a form of unknown length is refused with 411', async () => {
    const { app, status } = await send({ method: 'POST', isOpen: true, ...(await form({ a: 'b' })) });
    expect([app, status]).toEqual([null, 411]);
  });

  test('a form arrives as it was sent, whatever its size', async () => {
    for (const size of [0, 1, 16_000, 70_000, 400_000]) {
      const sent = await form({ text: randomBytes(size).toString('base64').slice(0, size) });
      const { app } = await send({ method: 'POST', ...sent });
      expect(app?.body.length).toBe(sent.body.length);
      expect(app?.body).toBe(sent.body.toString('latin1'));
    }
    const plain = { ...fromUs, 'content-type': 'application/x-www-form-urlencoded' };
    expect((await send({ method: 'POST', headers: plain, body: Buffer.from('a=%C3%A9') })).app?.body).toBe('a=%C3%A9');
    expect((await send({ method: 'POST', headers: { ...plain, 'content-length': '0' } })).app?.body).toBe('');
  });
});

test('attack: a client that leaves in the middle of its form takes nothing with it', async () => {
  const { headers, body } = await form({ a: 'b' });
  const { port } = server.address() as AddressInfo;
  const request = http.request({
    port,
    host: '127.0.0.1',
    agent: false,
    method: 'POST',
    headers: { ...headers, 'content-length': '99999' },
  });
  request.on('error', () => {});
  request.write(body);
  await new Promise<void>((resolve) => server.once('connection', () => setImmediate(resolve)));
  request.destroy();
  expect((await throughHook({})).status).toBe(200);
});

async function withHeaders(sent: ReturnType<typeof form>, headers: Record<string, string>) {
  const { headers: before, body } = await sent;
  return { headers: { ...before, ...headers }, body };
}
