import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { strictTransport } from '../http/strict-transport.ts';
import { parseSettings, settingNames } from './settings.ts';

const key = Buffer.alloc(32, 1).toString('base64');
const complete = { AUTH_URL: 'https://connect.example.com', AUTH_SECRET: 's'.repeat(44), ENCRYPTION_KEYS: `k1:${key}` };
const faultsOf = (change: Record<string, string>) => {
  const parsed = parseSettings({ ...complete, ...change });
  return parsed.ok ? [] : parsed.problems.map(({ name }) => name);
};

describe('settings', () => {
  test('three are enough; the rest has defaults', () => {
    const parsed = parseSettings(complete);
    expect(parsed).toMatchObject({
      ok: true,
      settings: {
        appName: 'Axelor Connect',
        origin: 'https://connect.example.com',
        isHttps: true,
        databaseUrl: 'file:data/app.db',
        signup: 'open',
        passwordMinLength: 15,
      },
    });
  });

  test('traces are sent only where an endpoint is set', () => {
    const isTraced = (change: Record<string, string>) => {
      const parsed = parseSettings({ ...complete, ...change });
      return parsed.ok && parsed.settings.isTraced;
    };
    expect(isTraced({})).toBe(false);
    expect(isTraced({ OTEL_EXPORTER_OTLP_ENDPOINT: '', OTEL_SERVICE_NAME: 'accounts' })).toBe(false);
    expect(isTraced({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' })).toBe(true);
    expect(isTraced({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://collector/v1/traces' })).toBe(true);
  });

  test('an empty environment names every missing one, with the way to fix it', () => {
    const parsed = parseSettings({});
    expect(parsed.ok ? [] : parsed.problems.map(({ name, problem }) => `${name} ${problem}`)).toEqual([
      'AUTH_URL is missing',
      'AUTH_SECRET is missing',
      'ENCRYPTION_KEYS is missing',
    ]);
  });

  test.each([
    [{ AUTH_URL: 'http://connect.example.com' }, 'AUTH_URL'],
    [{ AUTH_URL: 'https://connect.example.com/path' }, 'AUTH_URL'],
    [{ AUTH_URL: 'nonsense' }, 'AUTH_URL'],
    [{ AUTH_SECRET: 'short' }, 'AUTH_SECRET'],
    [{ AUTH_SECRET: `${'s'.repeat(44)},short` }, 'AUTH_SECRET'],
    [{ ENCRYPTION_KEYS: 'k1:AAAA' }, 'ENCRYPTION_KEYS'],
    [{ ENCRYPTION_KEYS: `k1:${key},k1:${key}` }, 'ENCRYPTION_KEYS'],
    [{ APP_NAME: 'Axelor: Connect' }, 'APP_NAME'],
    [{ PASSWORD_MIN_LENGTH: '7' }, 'PASSWORD_MIN_LENGTH'],
    [{ SIGNUP: 'maybe' }, 'SIGNUP'],
    [{ AUTH_GOOGLE_ID: 'id' }, 'AUTH_GOOGLE_SECRET'],
    [{ AUTH_GITHUB_SECRET: 'secret' }, 'AUTH_GITHUB_ID'],
    [{ SUPPORT_EMAIL: 'nobody' }, 'SUPPORT_EMAIL'],
    [{ TRUSTED_PROXIES: 'two' }, 'TRUSTED_PROXIES'],
    [{ METRICS_TOKEN: 'short' }, 'METRICS_TOKEN'],
    [{ FORWARD_AUTH_TOKEN: 'short' }, 'FORWARD_AUTH_TOKEN'],
    [{ EVENT_WEBHOOK_URL: 'https://siem.example.com/' }, 'EVENT_WEBHOOK_SECRET'],
    [{ EVENT_WEBHOOK_SECRET: key }, 'EVENT_WEBHOOK_URL'],
    [{ EVENT_WEBHOOK_URL: 'http://siem.example.com/', EVENT_WEBHOOK_SECRET: key }, 'EVENT_WEBHOOK_URL'],
    [{ EVENT_WEBHOOK_URL: 'http://169.254.169.254/', EVENT_WEBHOOK_SECRET: key }, 'EVENT_WEBHOOK_URL'],
    [{ EVENT_WEBHOOK_URL: 'http://siem/', EVENT_WEBHOOK_SECRET: 'short' }, 'EVENT_WEBHOOK_SECRET'],
    [
      { EVENT_WEBHOOK_URL: 'http://siem/', EVENT_WEBHOOK_SECRET: 'a pass phrase of many, many words' },
      'EVENT_WEBHOOK_SECRET',
    ],
    [{ EVENT_WEBHOOK_URL: 'http://siem/', EVENT_WEBHOOK_SECRET: `${key},whsec_AAAA` }, 'EVENT_WEBHOOK_SECRET'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' }, 'OTEL_EXPORTER_OTLP_ENDPOINT'],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'grpc://collector' }, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'],
    [{ NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: 'c2hvcnQ=' }, 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY'],
    [{ DATABASE_URL: 'file:' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'data/app.db' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'mysql://app:secret@db/app' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'postgres://app:secret@db' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'postgres://app:sec#ret@db/app' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'postgres://app:12/3@db/app' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'postgres://app:12?3@db.example.com:5432/app' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'postgres://app:50%25%@db/app' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'file://data/app.db' }, 'DATABASE_URL'],
    [{ SMTP_URL: 'smtp://u:12#3@mail.example.com:587' }, 'SMTP_URL'],
    [{ SMTP_URL: 'smtp:mail.example.com' }, 'SMTP_URL'],
    [{ SMTP_URL: 'mail.example.com:587' }, 'SMTP_URL'],
    [{ MAIL_FROM: 'Acme' }, 'MAIL_FROM'],
    [{ MAIL_FROM: 'a@example.com, b@example.com' }, 'MAIL_FROM'],
    [{ MAIL_FROM: 'Acme <a@example.com> <b@example.com>' }, 'MAIL_FROM'],
    [{ APP_NAME: 'Acme\nSIGNUP=closed' }, 'APP_NAME'],
    [{ APP_NAME: 'Acme \u202Eevil' }, 'APP_NAME'],
    [{ AUTH_URL: 'http://127.evil.example' }, 'AUTH_URL'],
    [{ AUTH_URL: 'https://ada:secret@connect.example.com' }, 'AUTH_URL'],
    [{ HSTS: 'everything' }, 'HSTS'],
    [{ PASSKEYS: 'yes' }, 'PASSKEYS'],
    [{ PASSKEY_SIGNALS: '1' }, 'PASSKEY_SIGNALS'],
    [{ PASSKEY_UPGRADE: 'yes' }, 'PASSKEY_UPGRADE'],
    [{ PASSKEY_RP_ID: 'https://example.com' }, 'PASSKEY_RP_ID'],
    [{ PASSKEY_RP_ID: 'example.com:443' }, 'PASSKEY_RP_ID'],
    [{ PASSKEY_RP_ID: 'example.org' }, 'PASSKEY_RP_ID'],
    [{ PASSKEY_RP_ID: 'ample.com' }, 'PASSKEY_RP_ID'],
    [{ PASSKEY_RP_ID: 'sub.connect.example.com' }, 'PASSKEY_RP_ID'],
    [{ PASSKEY_RP_ID: 'com' }, 'PASSKEY_RP_ID'],
    [{ AUTH_URL: 'https://connect.example.co.uk', PASSKEY_RP_ID: 'co.uk' }, 'PASSKEY_RP_ID'],
    [{ AUTH_URL: 'https://accounts.vercel.app', PASSKEY_RP_ID: 'vercel.app' }, 'PASSKEY_RP_ID'],
    [{ AUTH_SECRET_FILE: '/run/secrets/auth' }, 'AUTH_SECRET_FILE'],
    [{ SMTP_URL_FILE: '/nowhere' }, 'SMTP_URL_FILE'],
  ])('%j is a problem of %s', (change, name) => {
    expect(faultsOf(change)).toEqual([name]);
  });

  test.each([
    [{}, null],
    [{ PASSKEY_RP_ID: 'connect.example.com' }, 'connect.example.com'],
    [{ PASSKEY_RP_ID: 'Example.com' }, 'example.com'],
    [{ AUTH_URL: 'https://a.example.co.uk', PASSKEY_RP_ID: 'example.co.uk' }, 'example.co.uk'],
    [{ AUTH_URL: 'http://localhost:3000', PASSKEY_RP_ID: 'localhost' }, 'localhost'],
  ])('%j: passkeys may belong to the host or a parent of it', (change, rpId) => {
    const parsed = parseSettings({ ...complete, ...change });
    expect(parsed).toMatchObject({ settings: { passkeys: { isOn: true, rpId, isSignalling: true } } });
  });

  test('on Vercel, where files do not last, a file is no place for data: neither as written nor by default', () => {
    expect(faultsOf({ VERCEL: '1' })).toEqual(['DATABASE_URL']);
    expect(faultsOf({ VERCEL: '1', DATABASE_URL: 'file:data/app.db' })).toEqual(['DATABASE_URL']);
    expect(faultsOf({ VERCEL: '1', DATABASE_URL: 'postgres://app:secret@db/app' })).toEqual([]);
  });

  test.each([
    'file:data/app.db',
    'postgres://app:secret@db.example.com/app',
    'postgresql://app:sec%23ret@[::1]:5433/app?sslmode=disable',
    'postgres:///app?host=/run/postgresql',
    'postgres://db.example.com:5432/app?user=ada@example.com',
    'postgres://app:p@ss@db.example.com/app?options=-csearch_path%3Dours',
    'file:///srv/accounts/app.db',
  ])('the data may lie at %s', (url) => {
    expect(faultsOf({ DATABASE_URL: url })).toEqual([]);
  });

  test('spaces around a value and capital letters of an address mean nothing', () => {
    const parsed = parseSettings({ ...complete, AUTH_URL: ' HTTPS://Connect.Example.com/ ', SIGNUP: ' closed ' });
    expect(parsed).toMatchObject({
      settings: { origin: 'https://connect.example.com', isHttps: true, signup: 'closed' },
    });
  });

  test.each([
    [{ APP_NAME: 'Acme "HQ" <x>' }, { name: 'Acme "HQ" <x>', address: 'no-reply@connect.example.com' }],
    [{ MAIL_FROM: 'Acme <a@example.com>' }, { name: 'Acme', address: 'a@example.com' }],
    [{ MAIL_FROM: '"Acme, \\"HQ\\"" <a@example.com>' }, { name: 'Acme, "HQ"', address: 'a@example.com' }],
    [{ MAIL_FROM: 'a@localhost' }, { name: '', address: 'a@localhost' }],
    [{ AUTH_URL: 'https://203.0.113.7' }, { name: 'Axelor Connect', address: 'no-reply@[203.0.113.7]' }],
    [{ AUTH_URL: 'http://[::1]:3000' }, { name: 'Axelor Connect', address: 'no-reply@[IPv6:::1]' }],
  ])('%j names the sender of messages, name and address apart', (change, from) => {
    expect(parseSettings({ ...complete, ...change })).toMatchObject({ settings: { mail: { from } } });
  });

  test('a problem is reported once, with its fix', () => {
    const parsed = parseSettings({ ...complete, AUTH_SECRET: '', AUTH_SECRET_FILE: '/nowhere' });
    expect(parsed.ok ? [] : parsed.problems).toEqual([
      {
        name: 'AUTH_SECRET_FILE',
        problem: 'names /nowhere, which is empty, not there, or not readable for the user that runs this program',
        fix: 'Write the value into that file, or set AUTH_SECRET itself',
      },
    ]);
  });

  test.each([
    [{}, 'max-age=63072000'],
    [{ HSTS: 'host' }, 'max-age=63072000'],
    [{ HSTS: 'subdomains' }, 'max-age=63072000; includeSubDomains'],
    [{ HSTS: 'subdomains', AUTH_URL: 'http://localhost:3000' }, null],
  ])('HSTS binds other hosts only where the setting says so, and none without https: %j', (change, value) => {
    const parsed = parseSettings({ ...complete, ...change });
    expect(parsed.ok && strictTransport(parsed.settings)).toBe(value);
  });

  test('secrets and keys are lists: the first signs and seals, all verify and open', () => {
    const parsed = parseSettings({
      ...complete,
      AUTH_SECRET: `${'a'.repeat(32)}, ${'b'.repeat(32)}`,
      ENCRYPTION_KEYS: `k2:${key}, k1:${key}`,
    });
    expect(parsed).toMatchObject({
      settings: { authSecrets: ['a'.repeat(32), 'b'.repeat(32)], encryptionKeys: [{ id: 'k2' }, { id: 'k1' }] },
    });
  });

  test('.env.example names exactly the settings that there are', () => {
    const named = [...readFileSync('.env.example', 'utf8').matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map(
      (match) => match[1],
    );
    // The start command has two of its own.
    expect(new Set(named)).toEqual(new Set([...settingNames, 'PORT', 'HOST']));
  });
});
