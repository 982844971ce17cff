import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { limits } from '../../config/limits.ts';
import { isLinkLocal, parseBackchannelUri, parseLaunchUrl } from '../../rules/apps/app-addresses.ts';
import { postNotice } from './notice-worker.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/heard`;
}
const form = new URLSearchParams({ logout_token: 'a.b.c' });

test('a notice is a form, and reaches a private address', async () => {
  let heard = '';
  const url = await serve(async (request, response) => {
    for await (const chunk of request) heard += chunk;
    expect(request.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
    response.writeHead(204).end();
  });
  expect(await postNotice(url, form)).toBe(204);
  expect(heard).toBe('logout_token=a.b.c');
});

test('attack: an app that redirects the notice elsewhere, or never ends its answer, gets no further', async () => {
  let visits = 0;
  const redirecting = await serve((request, response) => {
    visits += 1;
    if (request.url === '/heard') response.writeHead(307, { location: '/inner' });
    response.end();
  });
  await expect(postNotice(redirecting, form)).rejects.toThrow();
  expect(visits).toBe(1);
  server?.close();
  const slow = await serve((_request, response) => {
    response.writeHead(200).write('a');
  });
  const begun = Date.now();
  await expect(postNotice(slow, form)).rejects.toThrow();
  expect(Date.now() - begun).toBeLessThan(limits.logoutNoticeTimeoutMs + 2000);
  const endless = await serve((_request, response) => {
    response.writeHead(200).end('a'.repeat(limits.logoutNoticeMaxBytes + 1));
  });
  await expect(postNotice(endless, form)).rejects.toThrow();
});

test('attack: nothing is posted to a link-local address, where cloud machines keep their keys', async () => {
  for (const address of ['169.254.169.254', 'fe80::1', 'febf::1', '::ffff:169.254.169.254', '::ffff:a9fe:a9fe'])
    expect(isLinkLocal(address), address).toBe(true);
  for (const address of ['127.0.0.1', '10.0.0.1', '192.168.1.2', '::1', 'fd00::1', 'example.com', 'fe80.example.com'])
    expect(isLinkLocal(address), address).toBe(false);
  for (const uri of ['http://169.254.169.254/latest', 'http://[fe80::1]/', 'http://[::ffff:a9fe:a9fe]/', 'ftp://a.b/'])
    expect(parseBackchannelUri(uri).ok, uri).toBe(false);
  expect(parseBackchannelUri('http://192.168.1.2:8080/heard').ok).toBe(true);
  await expect(postNotice('http://169.254.169.254/latest', form)).rejects.toThrow('link-local');
});

test('attack: Home opens nothing that runs here', () => {
  for (const address of ['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '/x'])
    expect(parseLaunchUrl(address).ok, address).toBe(false);
  for (const address of [
    'https://a@evil.example/',
    'https://a.b/\u202e',
    'https://a.b/ x',
    '',
    'https:\\\\evil.example',
  ])
    expect(parseLaunchUrl(address).ok, address).toBe(false);
  expect(parseLaunchUrl('https://wiki.example.com/?a=b#c')).toMatchObject({ ok: true });
});
