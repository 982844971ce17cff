import { eq } from 'drizzle-orm';
import { Client } from 'pg';
import { insertHostSession } from '#db/queries/guarded-hosts.ts';
import { generateToken, hashToken } from '#lib/crypto/token.ts';
import { noteFigures } from '../fixtures/figures.ts';
import { registerGuarded } from '../fixtures/guarded-app.ts';
import { signInWithoutScript } from '../fixtures/screens.ts';
import { expect, test } from '../fixtures/test.ts';
import { words } from '../fixtures/words.ts';

// What is different on Vercel: the filter and the pages run in functions of their own, and only headers join them.
test.describe.configure({ mode: 'default' });

test('attack: a client sets none of the headers that pages trust, and scripts run under the policy of the response', async ({
  client,
}) => {
  const visitor = client();
  const claimed = {
    'content-security-policy': "script-src 'unsafe-inline' 'nonce-aaaaaaaaaaaaaaaaaaaaaaaa'",
    'x-request-id': 'a'.repeat(32),
    'x-asked-page': 'https://evil.example/',
    'x-middleware-request-content-security-policy': "script-src 'nonce-aaaaaaaaaaaaaaaaaaaaaaaa'",
    'x-middleware-override-headers': 'content-security-policy',
    'x-middleware-subrequest': Array(5).fill('middleware').join(':'),
    'x-matched-path': '/profile',
  };
  const seen = new Set<string>();
  for (const headers of [claimed, claimed, {}]) {
    const { status, html, headers: said } = await visitor.send('/login', { headers });
    expect(status).toBe(200);
    const [, nonce = ''] = /'nonce-([\w+/]{24})'/.exec(said.get('content-security-policy') ?? '') ?? [];
    const nonces = [...html.matchAll(/nonce="([^"]*)"/g)].map(([, value]) => value);
    expect(nonces.length).toBeGreaterThan(3);
    expect([...new Set(nonces)]).toEqual([nonce]);
    expect(html).not.toContain('aaaaaaaa');
    expect(said.get('x-request-id')).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    for (const once of [nonce, said.get('x-request-id') ?? '']) {
      expect(seen).not.toContain(once);
      seen.add(once);
    }
  }
});

test('attack: a client names no other IP address than the one that Vercel saw', async ({
  client,
  people,
  database,
}) => {
  const ada = await people.make();
  const visitor = client();
  const claimed = Object.fromEntries(
    ['x-forwarded-for', 'x-real-ip', 'forwarded', 'x-peer-address', 'x-vercel-forwarded-for', 'cf-connecting-ip'].map(
      (name) => [name, name === 'forwarded' ? 'for=203.0.113.9' : '203.0.113.9'],
    ),
  );
  const form = await visitor.open('/login');
  const { email, password } = ada;
  await visitor.submitOnce(form, words.signIn.form.submit, { email, password }, { headers: claimed });
  const { sessions } = database.tables;
  const [session] = await database.sql.select().from(sessions).where(eq(sessions.userId, ada.id));
  expect(session?.ipAddress).toMatch(/^127\.0\.0\./);
});

test('attack G-58: a check of a proxy names who is signed in, and opens nothing to others', async ({
  client,
  people,
  database,
}) => {
  const host = 'reports.localhost:9';
  await registerGuarded(database, 'reports', host);
  const ada = await people.makeProtected();
  await people.cookieFor(ada, ['password', 'totp']);
  const { sessions } = database.tables;
  const [session] = await database.sql.select().from(sessions).where(eq(sessions.userId, ada.id));
  const token = generateToken();
  await insertHostSession(database, {
    ...{ tokenHash: hashToken(token), host, sessionIdHash: session?.idHash ?? '', createdAt: new Date() },
  });
  const proxy = client();
  const cookie = `__Host-connect-app=${token}`;
  const nginx = { 'x-original-url': `https://${host}/a?b=c`, 'x-original-method': 'GET' };
  const caddy = {
    ...{ 'x-forwarded-method': 'GET', 'x-forwarded-proto': 'https', 'x-forwarded-host': host, 'x-forwarded-uri': '/' },
  };
  const known = await proxy.send('/api/verify/nginx', { headers: { ...nginx, cookie } });
  expect([known.status, known.headers.get('remote-user')]).toEqual([200, ada.id]);
  expect(known.headers.get('cache-control')).toBe('no-store');
  const asked: [number, string, Record<string, string>][] = [
    [401, 'nginx', nginx],
    [401, 'nginx', { ...nginx, cookie: `__Host-connect-app=${generateToken()}` }],
    [403, 'nginx', { ...nginx, cookie, 'x-original-url': 'https://other.localhost/' }],
    [404, 'apache', { ...nginx, cookie }],
    // Vercel replaces what these three are asked by, so that they name no app (docs/admin-guide.md).
    [403, 'caddy', { ...caddy, cookie }],
    [403, 'traefik', { ...caddy, cookie }],
    [403, 'envoy/a', { ...caddy, cookie }],
  ];
  for (const [status, kind, headers] of asked) {
    const answer = await proxy.send(`/api/verify/${kind}`, { headers });
    expect([kind, answer.status, answer.headers.get('remote-user')]).toEqual([kind, status, null]);
  }
  await database.sql.delete(sessions).where(eq(sessions.userId, ada.id));
  expect((await proxy.send('/api/verify/nginx', { headers: { ...nginx, cookie } })).status).toBe(401);
});

test('what breaks is shown with the reference of its line in the log', async ({ client, app, tolerate }) => {
  tolerate(/./);
  const begin = app.log.mark();
  const visitor = client();
  visitor.cookies.set('__Host-challenge', 'a'.repeat(43));
  const beside = new Client(app.environment['DATABASE_URL']);
  await beside.connect();
  await beside.query('alter table challenges rename to elsewhere');
  const { status, text } = await visitor.send('/login/two-factor');
  await beside.query('alter table elsewhere rename to challenges');
  await beside.end();
  expect(status).toBe(500);
  const [, reference = ''] = new RegExp(words.frame.broken.reference.replace('{reference}', '(\\w+)')).exec(text) ?? [];
  const told = () =>
    app.log
      .text(begin)
      .split('\n')
      .filter((line) => line.includes('"request-failed"') && line.includes(`"${reference}"`));
  await expect.poll(told).toEqual([expect.stringContaining('"path":"/login/two-factor"')]);
});

test('files of the build are kept by caches, and nothing else is', async ({ client }) => {
  const visitor = client();
  const { html, headers } = await visitor.send('/login');
  expect(headers.get('cache-control')).toContain('no-store');
  const [, file = ''] = /src="(\/_next\/static\/[^"]+\.js)"/.exec(html) ?? [];
  const sent = await visitor.send(file);
  expect([sent.status, sent.headers.get('cache-control')]).toEqual([200, 'public,max-age=31536000,immutable']);
  expect((await visitor.send('/_next/static/nothing.js')).status).toBe(404);
});

test('a function without requests sleeps, and answers when it is asked again', async ({ app, client, people }) => {
  const ada = await people.make();
  const { vercel } = app;
  if (!vercel) throw new Error('This app does not run as on Vercel');
  const home = await signInWithoutScript(client(), ada);
  expect(home.status).toBe(200);
  await expect.poll(vercel.awake).toEqual([]);
  expect((await client().send('/api/health?ready')).status).toBe(200);
  noteFigures({ cli: vercel.cli, functions: vercel.functions() });
});
