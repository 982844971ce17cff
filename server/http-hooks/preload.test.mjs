import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/**
 * A server without a framework, whose filter lets everything pass: responds with the headers that the app would see, and the name of the one with the
 * peer's address. /last keeps the event loop busy until the file `go` exists, then closes the server.
 */
const PROGRAM = `
import { existsSync, writeFileSync } from 'node:fs';
import http from 'node:http';
globalThis.accountsTakeFilter(async () => false);
const server = http.createServer((request, response) => {
  response.end(JSON.stringify({ headers: request.headers, name: process.env.PEER_ADDRESS_HEADER }));
  if (request.url !== '/last') return;
  writeFileSync('busy', '');
  while (!existsSync('go'));
  server.close();
});
// Next has a listener too, and leaves most connections as they are.
server.on('upgrade', () => {});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

let folder = '';
/** @type {import('node:child_process').ChildProcess[]} */
const running = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accounts-hooks-'));
  writeFileSync(join(folder, 'program.mjs'), PROGRAM);
});
afterEach(() => {
  for (const server of running.splice(0)) server.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** Starts the server with the hooks preloaded, as `npm start` does; resolves with its port. */
async function start(settings = {}) {
  const args = ['--import', join(import.meta.dirname, 'preload.mjs'), 'program.mjs'];
  const { PEER_ADDRESS_HEADER: _, ...env } = process.env;
  const server = spawn(process.execPath, args, { cwd: folder, env: { ...env, ...settings } });
  running.push(server);
  const [line] = await once(server.stdout, 'data');
  return Number(line);
}

/**
 * What the app sees of a request with `headers`.
 *
 * @param {number} port
 * @param {Readonly<Record<string, string>>} [headers]
 * @returns {Promise<{ name: string; headers: Record<string, string> }>}
 */
const seen = async (port, headers = {}) => (await fetch(`http://127.0.0.1:${port}/`, { headers })).json();

describe('the address of the peer', () => {
  test('reaches the app under a name of its own for each start', async () => {
    const [one, other] = await Promise.all([start().then((port) => seen(port)), start().then((port) => seen(port))]);
    expect(one.name).toMatch(/^x-peer-[0-9a-f]{32}$/);
    expect(one.headers[one.name]).toBe('127.0.0.1');
    expect(other.name).not.toBe(one.name);
  });

  test('attack: a client that knows the name cannot set the address', async () => {
    const port = await start();
    const { name } = await seen(port);
    expect((await seen(port, { [name]: '203.0.113.7' })).headers[name]).toBe('127.0.0.1');
  });
});

test('TRACE is refused before the app sees it', async () => {
  const request = http.request({ host: '127.0.0.1', port: await start(), method: 'TRACE' }).end();
  const [response] = await once(request, 'response');
  expect([response.statusCode, response.headers.allow]).toEqual([405, 'GET, HEAD, POST']);
  expect(await response.toArray()).toEqual([]);
});

test('attack G-63: a request to upgrade is an ordinary one: with its body, and a next one on its connection', async () => {
  const upgrade = 'Host: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n';
  const socket = connect(await start(), '127.0.0.1').setEncoding('utf8');
  for (const request of [
    `POST / HTTP/1.1\r\n${upgrade}Content-Length: 3\r\n\r\na=b`,
    `GET /two HTTP/1.1\r\n${upgrade}\r\n`,
    'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  ]) {
    socket.write(request);
    const [answer] = await once(socket, 'data');
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  }
  await once(socket, 'end');
});

test('attack G-63: connections reset in the middle of an upgrade end no server', async () => {
  const port = await start();
  for (let count = 0; count < 50; count++) {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    socket.resetAndDestroy();
  }
  expect((await seen(port)).headers['host']).toBe(`127.0.0.1:${port}`);
});

test.each([
  ['0', 'timeout=5'],
  ['1', 'timeout=620'],
])('connections outlast those that a proxy keeps (TRUSTED_PROXIES=%s)', async (TRUSTED_PROXIES, timeout) => {
  const response = await fetch(`http://127.0.0.1:${await start({ TRUSTED_PROXIES })}/`);
  expect(response.headers.get('keep-alive')).toBe(timeout);
});

test.each([
  ['0', 'gzip'],
  ['1', undefined],
])('compression is left to a proxy (TRUSTED_PROXIES=%s)', async (TRUSTED_PROXIES, encoding) => {
  const { headers } = await seen(await start({ TRUSTED_PROXIES }), { 'accept-encoding': 'gzip' });
  expect(headers['accept-encoding']).toBe(encoding);
});

test('a client that connected before the server closed is answered, not reset', async () => {
  const port = await start();
  const last = http.get({ host: '127.0.0.1', port, path: '/last' });
  await expect.poll(() => existsSync(join(folder, 'busy'))).toBe(true);
  // The system accepts it; the server has not looked yet.
  const waiting = connect(port, '127.0.0.1');
  await once(waiting, 'connect');
  waiting.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  writeFileSync(join(folder, 'go'), '');
  expect((await waiting.setEncoding('utf8').toArray()).join('')).toMatch(/^HTTP\/1\.1 200 /);
  last.destroy();
});
