import { expect, test } from 'vitest';
import { printedProxies, proxyConfig, signOutAddress } from './proxy-config.ts';

const accountsAddress = 'http://127.0.0.1:3000';

test('a configuration names its host, where the accounts server is, and what is the same for all hosts', () => {
  const of = (host: string, isHttps: boolean) =>
    printedProxies.map((kind) => proxyConfig(kind, { host, isHttps, accountsAddress }));
  const [nginx, caddy] = of('reports.example.com', true);
  expect(nginx).toContain('listen 443 ssl;\n  server_name reports.example.com;\n');
  expect(nginx).toContain('set $accounts http://127.0.0.1:3000;\n  set $guarded_host reports.example.com;\n');
  expect(caddy).toContain('ACCOUNTS=127.0.0.1:3000\nimport ');
  expect(caddy).toContain('\nreports.example.com {\n\troute {\n\t\timport guard\n');
  // As caddy fmt writes it; no line is so long that it wraps beside the text of its card.
  expect(caddy).not.toMatch(/^ /m);
  expect(caddy?.split('\n').filter((line) => line.length > 60)).toEqual([]);
  const [withPort] = of('reports.example.com:8443', true);
  expect(withPort).toContain('listen 8443 ssl;\n  server_name reports.example.com;\n');
  expect(withPort).toContain('set $guarded_host reports.example.com:8443;');
  const [plain, plainCaddy] = of('notes.localhost:8080', false);
  expect(plain).toContain('listen 8080;\n  server_name notes.localhost;\n');
  expect(plainCaddy).toContain('\nhttp://notes.localhost:8080 {\n');
});

test('an app signs people out at its own host', () => {
  expect(signOutAddress({ host: 'reports.example.com', isHttps: true })).toBe(
    'https://reports.example.com/.connect/out',
  );
  expect(signOutAddress({ host: 'a.localhost:8080', isHttps: false })).toBe('http://a.localhost:8080/.connect/out');
});
