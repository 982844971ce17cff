import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { TESTED_BUILD } from '#scripts/build-folders.mjs';
import { expect, test } from '../fixtures/test.ts';

// Holes that servers of this kind have had: headers that switch checks off, ways to make the server send requests.

test('attack: no internal header of the framework opens a page', async ({ client, people, app }) => {
  const ada = await people.makeProtected();
  const [visitor, thief] = [client(), client()];
  await people.beginSignIn(thief, ada);
  const five = (name: string) => Array(5).fill(name).join(':');
  const tricks: Record<string, string>[] = [
    ...[
      'proxy',
      'middleware',
      'src/middleware',
      'pages/_middleware',
      five('proxy'),
      five('middleware'),
      five('src/middleware'),
    ].map((value) => ({ 'x-middleware-subrequest': value })),
    { 'x-middleware-prefetch': '1', purpose: 'prefetch' },
    { 'x-nextjs-data': '1' },
    { 'x-invoke-path': '/profile', 'x-matched-path': '/profile' },
    { 'x-middleware-rewrite': '/profile', 'x-middleware-next': '1', 'x-middleware-override-headers': 'cookie' },
    { rsc: '1', 'next-router-state-tree': 'junk' },
    { rsc: '1', 'next-router-segment-prefetch': '/_tree', 'next-router-prefetch': '1' },
    { 'next-url': '/profile', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' },
    { 'x-original-url': '/profile', 'x-rewrite-url': '/profile', 'x-http-method-override': 'GET' },
    { authorization: 'Bearer %E0%A4', cookie: 'session=%E0%A4; session=x; challenge=x' },
  ];
  for (const headers of tricks) {
    for (const path of [
      '/profile',
      '/',
      '/profile.rsc',
      '/profile.segments/_tree.segment.rsc',
      '//profile',
      '/%70rofile',
      '/login/../profile',
    ]) {
      for (const browser of [visitor, thief]) {
        const { status, html } = await browser.send(app.origin + path, { headers });
        const where = `${path} with ${JSON.stringify(headers)}`;
        expect(status, where).toBeLessThan(500);
        expect(html, where).not.toContain(ada.email);
        expect(html, where).not.toContain(ada.name);
      }
    }
  }
});

test('attack: a router state that no page of ours has is refused', async ({ client }) => {
  const visitor = client();
  const root = (children: unknown, ...rest: unknown[]) => encodeURIComponent(JSON.stringify(['', children, ...rest]));
  const deep = `${'["",{"children":'.repeat(300)}["",{}]${'}]'.repeat(300)}`;
  const broken = ['junk', '', '%', '{}', '[]', 'null', deep, root([]), root({ children: 1 }), root({}, 1, 2, 3, 4, 5)];
  for (const state of broken) {
    const headers = { rsc: '1', 'next-router-state-tree': state };
    const answer = await visitor.send('/login', { headers });
    expect(answer.status, state.slice(0, 40)).toBe(400);
    expect(answer.html).toMatch(/^This request is broken\. .+\n$/);
  }
  const kept = { rsc: '1', 'next-router-state-tree': root({ children: ['login', { children: ['__PAGE__', {}] }] }) };
  const first = await visitor.send('/login', { headers: kept });
  const onward = first.headers.get('location');
  const last = onward ? await visitor.send(onward, { headers: kept }) : first;
  expect(last.status).toBe(200);
  expect(last.headers.get('content-type')).toContain('text/x-component');
});

test('attack: the server requests nothing from other hosts: images, upgrades, forged hosts', async ({
  client,
  app,
}) => {
  let asked = 0;
  const inside = createServer((socket) => {
    asked += 1;
    socket.end();
  });
  inside.listen(0, '127.0.0.1');
  await once(inside, 'listening');
  const target = `127.0.0.1:${(inside.address() as AddressInfo).port}`;
  const visitor = client();
  for (const url of [`http://${target}/x.png`, `//${target}/x.avif`, '/icon.svg', 'file:///etc/passwd'])
    expect(
      (await visitor.send(`/_next/image?url=${encodeURIComponent(url)}&w=64&q=75`)).status,
      url,
    ).toBeGreaterThanOrEqual(400);
  const upgrade =
    'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n';
  for (const head of [
    `GET http://${target}/ HTTP/1.1\r\nHost: ${target}\r\n${upgrade}\r\n`,
    `GET http://${target}/ HTTP/1.1\r\nHost: ${target}\r\nConnection: close\r\n\r\n`,
    `GET /profile HTTP/1.1\r\nHost: ${target}\r\nX-Forwarded-Host: ${target}\r\nConnection: close\r\n\r\n`,
    `POST /login HTTP/1.1\r\nHost: ${target}\r\nOrigin: http://${target}\r\nNext-Action: ${'7f'.repeat(21)}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
  ]) {
    const answer = await exchange(app.origin, head);
    expect(answer, head).not.toMatch(/^HTTP\/1\.1 (101|5)/);
    expect(answer, head).not.toContain(`ocation: http://${target}/login`);
  }
  expect(asked).toBe(0);
  inside.close();
});

test('attack G-63: who asks for another protocol is answered in ours, on any path', async ({ app }) => {
  for (const [request, status] of [
    ['GET /.well-known/openid-configuration', 200],
    ['GET /nowhere', 404],
    ['GET /api/verify/caddy', 403],
    ['POST /oidc/token', 400],
    ['POST /login', 403],
  ] as const)
    for (const protocol of ['websocket', 'h2c']) {
      const body = request.startsWith('POST') ? 'Content-Length: 3\r\n\r\na=b' : '\r\n';
      const form = 'Content-Type: application/x-www-form-urlencoded';
      const head = `Host: localhost\r\nConnection: close, Upgrade\r\nUpgrade: ${protocol}\r\n${form}`;
      const answer = await exchange(app.origin, `${request} HTTP/1.1\r\n${head}\r\n${body}`);
      expect(answer, `${request} ${protocol}`).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    }
});

test('attack: unknown methods and oversized headers are refused', async ({ app, client }) => {
  for (const method of ['PROPFIND', 'CONNECT', 'QUERY']) {
    const answer = await exchange(
      app.origin,
      `${method} /login HTTP/1.1\r\nHost: localhost\r\nX-Secret: canary\r\nConnection: close\r\n\r\n`,
    );
    expect(answer, method).not.toMatch(/^HTTP\/1\.1 (2|5)/);
    expect(answer, method).not.toContain('canary');
  }
  for (const headers of [{ cookie: `session=${'a'.repeat(64_000)}` }, { 'x-junk': 'a'.repeat(100_000) }])
    expect((await client().send('/login', { headers })).status).toBe(431);
  expect(
    (
      await client().send('/login', {
        headers: { cookie: Array.from({ length: 500 }, (_, at) => `c${at}=1`).join('; ') },
      })
    ).status,
  ).toBe(200);
  const spaced = await exchange(
    app.origin,
    'GET /login HTTP/1.1\r\nHost: localhost\r\nBad Name: x\r\nConnection: close\r\n\r\n',
  );
  expect(spaced).toMatch(/^HTTP\/1\.1 400/);
  const twice = await exchange(
    app.origin,
    'POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n',
  );
  expect(twice).toMatch(/^HTTP\/1\.1 400/);
});

test('attack: the server reveals neither versions nor files', async ({ client }) => {
  const visitor = client();
  for (const path of [
    '/.env',
    '/.git/HEAD',
    '/package.json',
    '/package-lock.json',
    '/data/app.db',
    '/app.db',
    '/data/settings.env',
    `/${TESTED_BUILD}/BUILD_ID`,
    '/_next/static/',
    '/_next/static/chunks/',
    '/_next/static/../server/server-reference-manifest.json',
    '/server.js',
    '/metrics',
    '/api/health/',
    '/docs/security.md',
    '/next.config.ts',
  ]) {
    const { status, html } = await visitor.open(path);
    if (path !== '/api/health/') expect(status, path).toBe(404);
    expect(html, path).not.toMatch(/next@|"version"|encryptionKey|PRAGMA/);
  }
});

/** Sends one request exactly as written. Returns what came until the server closed the connection. */
async function exchange(origin: string, head: string): Promise<string> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  socket.setTimeout(3_000, () => socket.destroy());
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1');
    // No further request follows on this connection.
    socket.end();
  });
  socket.on('error', () => {});
  socket.write(head);
  await once(socket, 'close');
  return answer;
}
