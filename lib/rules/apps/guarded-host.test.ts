import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalHost, hostnameOf, parseGuardedHosts, parseOpenPaths } from './guarded-host.ts';

const ours = { origin: 'https://connect.example.com' };
const local = { origin: 'http://localhost:3000' };

test('a host is stored in small letters, without the port that is its scheme’s own', () => {
  for (const [typed, isHttps, host] of [
    ['Reports.Example.COM', true, 'reports.example.com'],
    ['reports.example.com:443', true, 'reports.example.com'],
    ['reports.example.com:80', true, 'reports.example.com:80'],
    ['reports.example.com:80', false, 'reports.example.com'],
    ['reports.example.com:8443', true, 'reports.example.com:8443'],
    ['intranet', true, 'intranet'],
    ['xn--bcher-kva.example', true, 'xn--bcher-kva.example'],
    ['notes.localhost:8080', false, 'notes.localhost:8080'],
    ['127.0.0.1:8080', false, '127.0.0.1:8080'],
    ['[::1]:8080', false, '[::1]:8080'],
  ] as const)
    expect(canonicalHost(typed, isHttps), typed).toBe(host);
});

test('attack G-25: what isn’t exactly a host, or what a browser writes differently, is none', () => {
  for (const odd of [
    ...['', ' ', '.', 'a b', 'reports.example.com ', 'reports.example.com.', '.example.com', 'reports..example.com'],
    ...['https://reports.example.com', 'reports.example.com/', 'reports.example.com/x', 'a@reports.example.com'],
    ...['reports.example.com:', 'reports.example.com:0', 'reports.example.com:0443', 'reports.example.com:65536'],
    ...['reports.example.com:443:443', 'reports.example.com,evil.example', 'reports.example.com\n', 'a\0b'],
    ...['bücher.example', '\u0440eports.example.com', '\u212aeys.example.com', 'xn--a.example', '*.example.com'],
    ...['a_b.example.com', '127.1', '0x7f.0.0.1', '2130706433', '0127.0.0.1', '[::0001]', '[fe80::1%25eth0]'],
    ...['-a.example.com', `${'a'.repeat(64)}.example.com`, 'a'.repeat(300), 'a.example.com%2eevil'],
  ])
    for (const isHttps of [true, false]) expect(canonicalHost(odd, isHttps), odd).toBeNull();
});

test('what is stored stays what it is, and is what a browser calls the host', () => {
  const scheme = (isHttps: boolean) => (isHttps ? 'https' : 'http');
  const port = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined });
  fc.assert(
    fc.property(fc.domain(), port, fc.boolean(), (name, number, isHttps) => {
      const typed = number === undefined ? name : `${name}:${number}`;
      const host = canonicalHost(typed, isHttps);
      expect(canonicalHost(typed.toUpperCase(), isHttps)).toBe(host);
      if (host === null) return;
      expect(canonicalHost(host, isHttps)).toBe(host);
      expect(new URL(`${scheme(isHttps)}://${typed}/x`).host).toBe(host);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (typed, isHttps) => {
      const host = canonicalHost(typed, isHttps);
      return host === null || new URL(`${scheme(isHttps)}://${typed}`).host === host;
    }),
  );
});

test('hosts are taken as they are typed or pasted, each once', () => {
  const typed = ['Reports.example.com', 'https://reports.example.com/', 'https://bücher.example', 'a.example:443'];
  expect(parseGuardedHosts(typed, ours)).toEqual({
    ok: true,
    value: ['reports.example.com', 'xn--bcher-kva.example', 'a.example'],
  });
  expect(parseGuardedHosts([], ours)).toEqual({ ok: true, value: [] });
  expect(parseGuardedHosts(['notes.localhost:8080', 'http://127.0.0.1:8080'], local)).toEqual({
    ok: true,
    value: ['notes.localhost:8080', '127.0.0.1:8080'],
  });
});

test('a host with anything beside it is refused, with what was typed', () => {
  for (const odd of [
    ...['', '*.example.com', 'reports.example.com/login', 'reports.example.com/?a', 'reports.example.com#a'],
    ...['https://user@reports.example.com', 'reports.example.com.', 'a.example b.example', 'ftp://', 'https://'],
    ...['10.0.0.5', '127.1', '[::1]:8080', 'a.example\\x', 'javascript:alert(1)', 'https:a.example'],
  ])
    expect(parseGuardedHosts([odd], ours), odd).toMatchObject({ code: 'guarded-host-shape', facts: { address: odd } });
  for (const other of ['http://reports.example.com', 'ftp://reports.example.com'])
    expect(parseGuardedHosts([other], ours), other).toMatchObject({ code: 'guarded-host-scheme' });
  expect(parseGuardedHosts(['https://notes.localhost'], local)).toMatchObject({ code: 'guarded-host-scheme' });
  for (const odd of ['a.example:65536', 'https://a.example:99999/', 'a.example:0', 'a.example:123456'])
    expect(parseGuardedHosts([odd], ours), odd).toMatchObject({ code: 'guarded-host-port', facts: { address: odd } });
  const many = Array.from({ length: 21 }, (_, index) => `a${index}.example.com`);
  expect(parseGuardedHosts(many, ours)).toMatchObject({ code: 'guarded-hosts-many' });
});

test('attack G-60: our own host is never an app’s, at no port: its cookies would be sent there', () => {
  for (const own of ['connect.example.com', 'CONNECT.example.com:8443', 'https://connect.example.com:443/'])
    expect(parseGuardedHosts([own], ours), own).toMatchObject({ code: 'guarded-host-own' });
  for (const own of ['localhost:3000', 'localhost:8080', 'http://localhost'])
    expect(parseGuardedHosts([own], local), own).toMatchObject({ code: 'guarded-host-own' });
  expect(parseGuardedHosts(['apps.connect.example.com'], ours)).toMatchObject({ ok: true });
});

test('a host without its port is what cookies know of it', () => {
  expect(['a.example:8443', 'a.example', '[::1]:80', '[::1]'].map(hostnameOf)).toEqual([
    ...['a.example', 'a.example', '[::1]', '[::1]'],
  ]);
});

test('open paths are taken exactly as they are typed, each once', () => {
  const paths = ['/', '/health', '/health', '/api/v1/hook', '/.well-known/x', '/a..b', '/a.', '/~a/', "/a(b)'!$&+,=:@"];
  expect(parseOpenPaths(paths)).toEqual({ ok: true, value: [...new Set(paths)] });
  expect(parseOpenPaths(Array.from({ length: 21 }, (_, index) => `/${index}`))).toMatchObject({
    code: 'open-paths-many',
  });
});

test('a path on the way to a sign-in is none of the app’s', () => {
  for (const own of ['/.connect/', '/.connect/start', '/.connect/check'])
    expect(parseOpenPaths(['/health', own]), own).toMatchObject({ code: 'open-path-own', facts: { address: own } });
  expect(parseOpenPaths(['/.connected', '/a/.connect/'])).toMatchObject({ ok: true });
});

test('attack G-61: a path that two programs could read differently opens nothing', () => {
  for (const odd of [
    ...['', 'health', ' /health', '/health ', '/a?b', '/a#b', '/%61', '/a%2fb', '//a', '/a//b', '/a;b', '/a\\b', '/*'],
    ...['/..', '/a/..', '/a/../b', '/.', '/./a', '/a/.', '/a\0', '/a\nb', '/ä', `/${'a'.repeat(200)}`, 'https://a.b/'],
  ])
    expect(parseOpenPaths(['/health', odd]), odd).toMatchObject({ ok: false, code: 'open-path-shape' });
  fc.assert(
    fc.property(fc.webPath(), (path) => {
      const parsed = parseOpenPaths([path]);
      return !parsed.ok || new URL(path, 'https://a.example').pathname === path;
    }),
  );
});
