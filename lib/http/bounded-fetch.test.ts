import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { boundedFetch } from './bounded-fetch.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const ask = boundedFetch({ withinMs: 200, maxBytes: 1_000 });

test('attack: a provider that sends half a response and then nothing is given up in time', async () => {
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  let close = (_isClosed: boolean) => {};
  const closed = new Promise<boolean>((resolve) => {
    close = resolve;
  });
  const url = await serve((_request, response) => {
    response.once('close', () => close(true));
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"access_');
    arrive();
  });
  const patient = boundedFetch({ withinMs: 2_000, maxBytes: 1_000 });
  let isOver = false;
  const outcome = patient(url)
    .then(
      () => 'answered',
      (error: Error) => error.message,
    )
    .finally(() => {
      isOver = true;
    });
  await arrived;
  // As a busy server does, which is what took the time limit away before.
  while (!isOver) {
    collectGarbage();
    await sleep(20);
  }
  expect(await outcome).toBe('no whole answer within 2000 ms');
  expect(await closed, 'the connection is closed').toBe(true);
});

test('attack: a provider that sends byte after byte is given up in time too', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write(' '), 20);
    response.once('close', () => clearInterval(drip));
  });
  await expect(ask(url)).rejects.toThrow('no whole answer within 200 ms');
});

test('attack: an endless response is not kept in memory, compressed or not', async () => {
  const url = await serve((request, response) => {
    const isPacked = request.url === '/packed';
    if (isPacked) response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(1_001)));
    else response.end('x'.repeat(1_001));
  });
  await expect(ask(url)).rejects.toThrow('more than 1000 bytes');
  await expect(ask(`${url}packed`)).rejects.toThrow('more than 1000 bytes');
});

test('a response within the bounds comes through as it is: status, headers, body', async () => {
  const url = await serve((request, response) => {
    if (request.url === '/nothing') return response.writeHead(304).end();
    return response
      .writeHead(418, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
      .end(gzipSync('{"name":"Jürgen"}'));
  });
  const answer = await ask(url);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([418, 'application/json']);
  expect(await answer.json()).toEqual({ name: 'Jürgen' });
  expect((await ask(`${url}nothing`)).status).toBe(304);
});

test('no redirect is followed', async () => {
  const url = await serve((_request, response) => response.writeHead(302, { location: '/elsewhere' }).end());
  await expect(ask(url)).rejects.toThrow();
});
