import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { resolve } from 'node:path';
import { freePort } from '../fixtures/free-port.ts';
import { hasGuard, startProxy } from '../fixtures/guard-proxy.ts';
import { registerGuarded } from '../fixtures/guarded-app.ts';
import { startSampleApp } from '../fixtures/sample-app.ts';
import { expect, test } from '../fixtures/test.ts';

/** Settings that someone may have around a guarded app in nginx, for others of theirs. */
const CARELESS = `
  proxy_intercept_errors on;
  error_page 401 403 404 500 502 503 =200 /sorry.html;
  proxy_busy_buffers_size 8k;
  underscores_in_headers on;
  ignore_invalid_headers off;
  expires 30d;`;

async function ask(port: number, path: string, headers: http.OutgoingHttpHeaders) {
  const asking = http.get({ host: '127.0.0.1', port, path, headers, agent: false });
  const [response] = (await once(asking, 'response')) as [http.IncomingMessage];
  response.resume();
  return { status: response.statusCode ?? 0, headers: response.headers };
}

const page = { accept: 'text/html', 'sec-fetch-mode': 'navigate' };

test('attack G-65: what stands around the guard in nginx opens nothing, and no redirect is kept', async ({
  app,
  database,
}) => {
  test.skip(!hasGuard('nginx'), 'there is no nginx; a line above says how to get one');
  const sample = await startSampleApp();
  const away = await freePort();
  for (const accounts of [app.origin, `http://127.0.0.1:${away}`]) {
    const port = await freePort();
    const host = `careless.localhost:${port}`;
    if (accounts === app.origin) await registerGuarded(database, `careless-${port}`, host);
    const site = `${CARELESS}
server {
  listen 127.0.0.1:${port};
  set $accounts ${accounts.replace('localhost', '127.0.0.1')};
  set $guarded_host ${host};
  include ${resolve('deploy/guard/nginx-server.conf')};
  location / {
    include ${resolve('deploy/guard/nginx-location.conf')};
    proxy_pass http://127.0.0.1:${sample.port};
  }
}`;
    const stop = await startProxy('nginx', { site, port, accounts });
    for (const headers of [{ host }, { host, ...page }, { host, cookie: `connect-app=${'x'.repeat(43)}` }]) {
      const { status } = await ask(port, '/admin', headers);
      expect(status).not.toBe(200);
    }
    if (accounts === app.origin) {
      const { status, headers } = await ask(port, '/admin', { host, ...page });
      expect([status, headers['cache-control'], headers['expires']]).toEqual([302, 'no-store', undefined]);
      const own = { remote_user: 'root', 'remote.user': 'root', 'x-auth_request-user': 'root' };
      expect((await ask(port, '/public', { host, ...own })).status).toBe(200);
      expect(JSON.stringify(sample.seen.at(-1)?.headers)).not.toContain('root');
    }
    await stop();
  }
  // nginx may show the page that it was told to, and nothing else.
  expect(sample.seen.map(({ url }) => url)).not.toContain('/admin');
  await sample.stop();
});

test('attack G-66: behind a proxy that Caddy trusts, a client cannot say which host it asks', async ({
  app,
  database,
}) => {
  test.skip(!hasGuard('caddy'), 'there is no caddy; a line above says how to get one');
  const sample = await startSampleApp();
  const port = await freePort();
  const [host, other] = [`closed.localhost:${port}`, `open.localhost:${port}`];
  await registerGuarded(database, `closed-${port}`, host, { openPaths: [] });
  await registerGuarded(database, `open-${port}`, other, { openPaths: ['/admin'] });
  const guard = readFileSync('deploy/guard/guard.caddy', 'utf8').replace(
    'uri /api/verify/caddy',
    'uri /api/verify/caddy\n\t\ttrusted_proxies 127.0.0.1/8',
  );
  const sites = [host, other].map(
    (one) => `http://${one} {\n\troute {\n\t\timport guard\n\t\treverse_proxy 127.0.0.1:${sample.port}\n\t}\n}\n`,
  );
  const stop = await startProxy('caddy', { site: `${guard}\n${sites.join('')}`, port, accounts: app.origin });
  expect((await ask(port, '/admin', { host: other })).status).toBe(200);
  const forged = { 'x-forwarded-host': other, 'x-forwarded-uri': '/admin', 'x-forwarded-method': 'GET' };
  expect((await ask(port, '/admin', { host, ...forged })).status).toBe(401);
  expect(sample.seen).toHaveLength(1);
  await stop();
  await sample.stop();
});
