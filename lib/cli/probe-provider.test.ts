import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseSettings, type Settings } from '../config/settings.ts';
import type { Provider } from '../rules/sign-in/authentication-methods.ts';
import { probeProvider } from './probe-provider.ts';

type Answer = { status?: number; type?: string; body: unknown };

let server: Server;
let origin: string;
let settings: Settings;
let answers: Record<string, Answer>;
/** What was sent to the token endpoint. */
let sent: URLSearchParams;

beforeEach(async () => {
  answers = {};
  server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', origin).pathname;
    let body = '';
    for await (const chunk of request) body += chunk;
    if (request.method === 'POST') sent = new URLSearchParams(body);
    const { status = 200, type = 'application/json', body: answer } = answers[path] ?? { body: usual(path) };
    response
      .writeHead(status, { 'content-type': type })
      .end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const parsed = parseSettings({
    AUTH_URL: 'https://connect.example.com',
    AUTH_SECRET: 's'.repeat(44),
    ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
    ...{ AUTH_GOOGLE_ID: 'id', AUTH_GOOGLE_SECRET: 'secret', AUTH_GOOGLE_ISSUER: origin },
    ...{ AUTH_FACEBOOK_ID: 'id', AUTH_FACEBOOK_SECRET: 'secret', AUTH_FACEBOOK_GRAPH_URL: origin },
    ...{
      AUTH_GITHUB_ID: 'id',
      AUTH_GITHUB_SECRET: 'secret',
      AUTH_GITHUB_ENTERPRISE_URL: origin,
      AUTH_GITHUB_API_URL: origin,
    },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  settings = parsed.settings;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** What the providers answer to an invalid code, from an app that they know. */
function usual(path: string): unknown {
  if (path.includes('well-known'))
    return { issuer: origin, jwks_uri: `${origin}/certs`, token_endpoint: `${origin}/token` };
  if (path === '/certs') return { keys: [{ kty: 'RSA' }] };
  if (path === '/token') return { error: 'invalid_grant' };
  if (path === '/v24.0/oauth/access_token')
    return { error: { message: 'Invalid verification code format.', code: 100 } };
  if (path === '/login/oauth/access_token') return { error: 'bad_verification_code' };
  return {};
}

const TOKEN = { google: '/token', facebook: '/v24.0/oauth/access_token', github: '/login/oauth/access_token' } as const;
const DISCOVERY = '/.well-known/openid-configuration';
const probe = async (provider: Provider) => (await probeProvider(settings, provider, AbortSignal.timeout(5000))).fault;

describe('doctor asks a provider', () => {
  test.each(['google', 'facebook', 'github'] as const)('%s: that knows our app has no fault', async (provider) => {
    expect(await probe(provider)).toBeNull();
    expect(sent.get('redirect_uri')).toBe(`https://connect.example.com/api/auth/callback/${provider}`);
  });

  test.each<[string, Provider, string, Answer, string]>([
    [
      'a wrong secret at Google',
      'google',
      TOKEN.google,
      { status: 401, body: { error: 'invalid_client' } },
      'AUTH_GOOGLE_SECRET',
    ],
    [
      'a wrong secret at GitHub',
      'github',
      TOKEN.github,
      { body: { error: 'incorrect_client_credentials' } },
      'AUTH_GITHUB_SECRET',
    ],
    [
      'an ID that GitHub does not know',
      'github',
      TOKEN.github,
      { status: 404, body: { error: 'Not Found' } },
      'AUTH_GITHUB_ID',
    ],
    [
      'a wrong secret at Facebook',
      'facebook',
      TOKEN.facebook,
      { status: 400, body: { error: { code: 1 } } },
      'AUTH_FACEBOOK_SECRET',
    ],
    [
      'an ID that Facebook does not know',
      'facebook',
      TOKEN.facebook,
      { status: 400, body: { error: { code: 101 } } },
      'AUTH_FACEBOOK_ID',
    ],
    [
      'a return address that Google does not know',
      'google',
      TOKEN.google,
      { status: 400, body: { error: 'redirect_uri_mismatch' } },
      'AUTH_URL',
    ],
    [
      'a return address that GitHub does not know',
      'github',
      TOKEN.github,
      { body: { error: 'redirect_uri_mismatch' } },
      'AUTH_URL',
    ],
    ['a suspended app', 'github', TOKEN.github, { body: { error: 'application_suspended' } }, 'AUTH_GITHUB_ID'],
    ['another issuer', 'google', DISCOVERY, { body: { issuer: 'https://accounts.example' } }, 'AUTH_GOOGLE_ISSUER'],
    ['no keys', 'google', '/certs', { body: { keys: [] } }, 'AUTH_GOOGLE_ISSUER'],
    [
      'a page in place of JSON',
      'google',
      DISCOVERY,
      { type: 'text/html', body: '<!doctype html>' },
      'AUTH_GOOGLE_ISSUER',
    ],
    [
      'a proxy in its place',
      'github',
      TOKEN.github,
      { status: 407, type: 'text/html', body: '<p>Log in' },
      'AUTH_GITHUB_ENTERPRISE_URL',
    ],
  ])('and names the setting for %s', async (_what, provider, path, answer, setting) => {
    answers[path] = answer;
    const fault = await probe(provider);
    expect(fault?.cause).toBe('settings');
    expect(fault?.settings).toContain(setting);
  });

  test.each<[string, Answer]>([
    ['a broken provider', { status: 503, type: 'text/html', body: '<p>Sorry' }],
    ['a limit', { status: 429, body: {} }],
  ])('and blames no setting for %s', async (_what, answer) => {
    answers[TOKEN.github] = answer;
    expect(await probe('github')).toMatchObject({ cause: 'provider', settings: [] });
  });

  test('and says that it does not answer, with the address to check', async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    for (const provider of ['google', 'facebook', 'github'] as const) {
      const fault = await probe(provider);
      expect(fault?.reason).toContain('ECONNREFUSED');
      expect(fault?.settings[0]).toMatch(/^AUTH_\w+_(ISSUER|GRAPH_URL|ENTERPRISE_URL)$/);
    }
  });
});
