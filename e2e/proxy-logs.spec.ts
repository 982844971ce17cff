import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as askPlain } from 'node:http';
import { request as askTls } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freePort } from './fixtures/free-port.ts';
import { hasNginx, startNginx } from './fixtures/nginx.ts';

const TOKEN = 'xZ7-token-of-a-mail';
const CODE = 'xZ7-code-of-a-provider';
const secrets = [
  `/link/reset-password?token=${TOKEN}`,
  `/link/undo-email?token=${TOKEN}`,
  `//link/not-me?token=${TOKEN}`,
  `/%6Cink/not-me?token=${TOKEN}`,
  `/LINK/not-me?token=${TOKEN}`,
  `/api/auth/callback/google?code=${CODE}&state=${CODE}`,
  `/api/auth/callback/github?code=${CODE}&state=${CODE}`,
];

test('attack: secrets of links and of providers are in no log of nginx, whatever fails, on either port', async () => {
  test.skip(!hasNginx(), 'there is no nginx; a line above says how to get one');
  const folder = await mkdtemp(join(tmpdir(), 'accounts-proxy-'));
  // One instance is stopped; one takes a request and dies.
  const dying = createServer((socket) => socket.once('data', () => socket.destroy())).listen(0, '127.0.0.1');
  await once(dying, 'listening');
  const port = await freePort();
  const gone = await freePort();
  const instances = [`http://127.0.0.1:${gone}`, `http://127.0.0.1:${(dying.address() as AddressInfo).port}`];
  const nginx = await startNginx(folder, port, instances);
  const tls = { host: '127.0.0.1', port, rejectUnauthorized: false, agent: false } as const;
  try {
    for (const path of secrets) {
      const redirected = await send(
        askPlain({ socketPath: nginx.redirectSocket, path, headers: { host: 'localhost' } }),
      );
      expect(redirected.status).toBe(301);
      const away = await send(askTls({ ...tls, path }));
      expect(away.status).toBe(503);
      // Otherwise the browser would send the URL of this page with the next file that it loads.
      expect(away.referrerPolicy).toBe('no-referrer');
      // Refused by nginx itself: headers and a body that are too large.
      const tooLarge = { 'x-long': 'x'.repeat(9_000) };
      expect((await send(askTls({ ...tls, path, headers: tooLarge }))).status).toBe(400);
      const body = { method: 'POST', headers: { 'content-length': String(2 ** 21) } };
      expect((await send(askTls({ ...tls, ...body, path }))).status).toBe(413);
      await send(askPlain({ socketPath: nginx.redirectSocket, path, headers: { ...tooLarge, host: 'localhost' } }));
    }
    // In other places a failure is logged.
    expect((await send(askTls({ ...tls, path: '/login' }))).status).toBe(503);
    const logs = () => Object.values(nginx.logs()).join('\n');
    await expect.poll(logs).toContain('"GET /login HTTP/1.1"');
    expect(nginx.passedOn().map(({ request }) => request)).toContain('GET /link/reset-password');
    for (const [name, text] of Object.entries(nginx.logs())) expect(text, name).not.toMatch(/xZ7|token=|code=/);
  } finally {
    await nginx.stop();
    dying.close();
    await rm(folder, { recursive: true, force: true });
  }
});

async function send(asking: ReturnType<typeof askPlain>): Promise<{ status?: number; referrerPolicy?: string }> {
  asking.end();
  const [answer] = await once(asking, 'response');
  answer.resume();
  return { status: answer.statusCode, referrerPolicy: answer.headers['referrer-policy'] };
}
