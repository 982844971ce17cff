import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freeOrigin, startApp } from '../fixtures/app-server.ts';
import { openDatabase } from '../fixtures/database.ts';
import { freePort } from '../fixtures/free-port.ts';
import { hasGuard, startProxy } from '../fixtures/guard-proxy.ts';
import { registerGuarded } from '../fixtures/guarded-app.ts';
import { makePeople } from '../fixtures/people.ts';
import { shows, startSampleApp } from '../fixtures/sample-app.ts';
import { signInWithPassword, typeCode } from '../fixtures/screens.ts';
import { expect, test } from '../fixtures/test.ts';

test('attack G-64: on https, cookies are bound to their host, neighbours set none, and nothing works without TLS', async ({
  otherBrowser,
  watch,
}) => {
  test.skip(!hasGuard('nginx'), 'there is no nginx; a line above says how to get one');
  const folder = mkdtempSync(join(tmpdir(), 'accounts-tls-'));
  const [port, plain] = [await freePort(), await freePort()];
  const [ours, reports] = [`https://connect.localhost:${port}`, `https://reports.localhost:${port}`];
  const origin = await freeOrigin();
  const app = await startApp(origin, {}, { address: ours });
  const database = await openDatabase(app);
  const people = makePeople(app, database);
  const sample = await startSampleApp();
  await registerGuarded(database, 'reports', `reports.localhost:${port}`);
  const [key, certificate] = [join(folder, 'key'), join(folder, 'certificate')];
  const names = 'subjectAltName=DNS:connect.localhost,DNS:reports.localhost,DNS:evil.reports.localhost';
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync(
    'openssl',
    ['req', ...kind, '-subj', '/CN=localhost', '-addext', names, '-keyout', key, '-out', certificate],
    {
      stdio: 'pipe',
    },
  );
  // Browsers send this name as it came, and a server that takes a no-break space for one reads ours (attack G-64).
  const evil = http.createServer((_, response) => {
    const ours = ['connect-app', 'connect-visit.00000000'].map((name) => `\u00a0__Host-${name}`);
    const tossed = [...ours, '__Host-connect-app', 'connect-app'].toReversed();
    const lines = tossed.map((name) => `${name}=${'x'.repeat(43)}; Domain=reports.localhost; Path=/; Secure`);
    response.setHeader('set-cookie', lines).setHeader('content-type', 'text/html');
    response.end('<link rel=icon href=data:,>');
  });
  evil.listen(0, '127.0.0.1');
  await once(evil, 'listening');
  const tls = `listen 127.0.0.1:${port} ssl; ssl_certificate ${certificate}; ssl_certificate_key ${key};`;
  const accounts = origin.replace('localhost', '127.0.0.1');
  const guarded = `
    set $accounts ${accounts};
    set $guarded_host reports.localhost:${port};
    include ${resolve('deploy/guard/nginx-server.conf')};
    location / { include ${resolve('deploy/guard/nginx-location.conf')}; proxy_pass http://127.0.0.1:${sample.port}; }`;
  const site = `
  server { ${tls} server_name connect.localhost; location / { proxy_pass ${accounts}; proxy_set_header Host $http_host; } }
  server { ${tls} server_name reports.localhost; ${guarded} }
  server { listen 127.0.0.1:${plain}; server_name reports.localhost; ${guarded} }
  server {
    ${tls} server_name evil.reports.localhost;
    location / { proxy_pass http://127.0.0.1:${(evil.address() as AddressInfo).port}; }
  }`;
  const stop = await startProxy('nginx', { site, port, accounts: origin });
  try {
    for (const known of [ours, reports, `https://evil.reports.localhost:${port}`]) watch.know(known);
    const browser = await otherBrowser({ ignoreHTTPSErrors: true, baseURL: ours });
    const page = await browser.newPage();
    const ada = await people.makeProtected();
    await page.goto(`https://evil.reports.localhost:${port}/`);
    await signInWithPassword(page, ada, `${reports}/`);
    await typeCode(page, ada.phone.nextCode());
    await expect(page.getByText(shows.person(ada.name))).toBeVisible();
    const cookies = (await browser.cookies(reports)).filter(({ name }) => name.startsWith('__Host-'));
    expect(cookies.map(({ name }) => name).toSorted()).toEqual([
      '__Host-connect-app',
      expect.stringMatching(/^__Host-connect-visit\./),
    ]);
    for (const cookie of cookies)
      expect(cookie).toMatchObject({
        domain: 'reports.localhost',
        path: '/',
        secure: true,
        httpOnly: true,
        sameSite: 'Lax',
      });
    // On the app's host its own proxy decides about TLS from now on, and not we.
    const to = { host: '127.0.0.1', agent: false } as const;
    const host = `reports.localhost:${port}`;
    const started = await answer(
      https.get({
        ...to,
        port,
        path: '/.connect/start',
        headers: { host },
        servername: 'reports.localhost',
        rejectUnauthorized: false,
      }),
    );
    expect([started.statusCode, started.headers['strict-transport-security']]).toEqual([303, undefined]);
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const asked = await answer(http.get({ ...to, port: plain, headers: { host: 'reports.localhost', cookie } }));
    expect(asked.statusCode).toBe(403);
  } finally {
    await stop();
    await sample.stop();
    evil.close();
    await database.close();
    await app.stop();
    rmSync(folder, { recursive: true });
  }
});

async function answer(asking: http.ClientRequest): Promise<http.IncomingMessage> {
  const [response] = await once(asking, 'response');
  return response.resume();
}
