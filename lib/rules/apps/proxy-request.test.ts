import { describe, expect, test } from 'vitest';
import { type Check, type ProxyKind, readCheck } from './proxy-request.ts';

const honest: Readonly<Record<ProxyKind, Record<string, string>>> = {
  nginx: { 'x-original-url': 'https://reports.example.com/a?b=c', 'x-original-method': 'POST' },
  caddy: {
    ...{ 'x-forwarded-method': 'POST', 'x-forwarded-proto': 'https' },
    ...{ 'x-forwarded-host': 'reports.example.com', 'x-forwarded-uri': '/a?b=c' },
  },
  traefik: {
    ...{ 'x-forwarded-method': 'POST', 'x-forwarded-proto': 'https' },
    ...{ 'x-forwarded-host': 'reports.example.com', 'x-forwarded-uri': '/a?b=c' },
  },
  envoy: { host: 'reports.example.com', 'x-forwarded-proto': 'https' },
};
const targets = { envoy: '/api/verify/envoy/a?b=c' } as Partial<Record<ProxyKind, string>>;

function check(kind: ProxyKind, headers: Record<string, string | string[]>): Check {
  const target = targets[kind] ?? `/api/verify/${kind}?client=query`;
  return { method: kind === 'envoy' ? 'POST' : 'GET', target, sent: (name) => [headers[name] ?? []].flat() };
}
const read = (kind: ProxyKind, headers: Record<string, string | string[]>, isHttps = true) =>
  readCheck(kind, check(kind, headers), { isHttps });

describe.each(Object.keys(honest) as ProxyKind[])('a check of %s', (kind) => {
  const said = honest[kind];

  test('says host, path and method', () => {
    expect(read(kind, said)).toEqual({ host: 'reports.example.com', path: '/a?b=c', method: 'POST' });
  });

  test('attack G-23: lacks a header, or has it twice: refused', () => {
    for (const name of Object.keys(said)) {
      const { [name]: value = '', ...others } = said;
      expect(read(kind, others), name).toBe('misread');
      expect(read(kind, { ...others, [name]: [value, value] }), name).toBe('misread');
      expect(read(kind, { ...others, [name]: `${value}, ${value}` }), name).toBe('misread');
      expect(read(kind, { ...others, [name]: '' }), name).toBe('misread');
    }
  });

  test('attack G-23: the headers of the other proxies change nothing', () => {
    for (const other of Object.values(honest)) {
      const lies = Object.fromEntries(Object.keys(other).map((name) => [name, 'http://evil.test/public']));
      expect(read(kind, { ...lies, ...said })).toEqual(read(kind, said));
    }
  });

  test('came without TLS while we are on https: refused', () => {
    const plain = Object.fromEntries(
      Object.entries(said).map(([name, value]) => [name, value.replace(/^https(?=$|:)/, 'http')]),
    );
    expect(read(kind, plain)).toBe('unencrypted');
    expect(read(kind, plain, false)).toMatchObject({ path: '/a?b=c' });
    expect(read(kind, said, false)).toBe('encrypted');
  });
});

test('attack G-25: a host is read as browsers write it, or not at all', () => {
  const host = (typed: string) => read('nginx', { ...honest.nginx, 'x-original-url': `https://${typed}/` });
  expect(host('REPORTS.example.com:443')).toMatchObject({ host: 'reports.example.com' });
  expect(host('reports.example.com:8443')).toMatchObject({ host: 'reports.example.com:8443' });
  for (const typed of [
    'reports.example.com.',
    'ada@reports.example.com',
    'reports.example.com:',
    'repörts.example.com',
    '',
  ])
    expect(host(typed), typed).toBe('misread');
});

test('a path is what was typed: nothing is decoded, joined or shortened', () => {
  const path = (typed: string) =>
    read('caddy', { ...honest.caddy, 'x-forwarded-uri': typed }) as { path: string } | 'misread';
  for (const typed of ['/public/%2e%2e/admin', '//admin', '/a;b', '/a,b', '/%00', '/\\'])
    expect(path(typed)).toMatchObject({ path: typed });
  for (const typed of ['admin', 'http://evil.test/', '/a b', '/a\u00e9', '*'])
    expect(path(typed), typed).toBe('misread');
});
