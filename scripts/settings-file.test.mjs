import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gatherSettings, parseSettingsFile, SETTINGS_FILE } from './settings-file.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'settings-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */
const gather = (/** @type {Environment} */ environment = {}) => gatherSettings({ root, environment });

/** The settings of a start that has no problem with them. */
function start(/** @type {Environment} */ environment = {}) {
  const settings = gather(environment);
  if ('problem' in settings) throw new Error(settings.problem);
  return settings;
}

/** What stops a start. */
function refusal(/** @type {Environment} */ environment = {}) {
  const settings = gather(environment);
  return 'problem' in settings ? settings.problem : undefined;
}

const stored = () => readFileSync(join(root, SETTINGS_FILE), 'utf8');

/**
 * @param {string} path
 * @param {string | Buffer} text
 */
function put(path, text) {
  mkdirSync(join(root, 'data'), { recursive: true });
  writeFileSync(join(root, path), text, { mode: 0o600 });
}

describe('the settings of a start', () => {
  test('a fresh clone gets secrets that only its owner can read', () => {
    const { values, made } = start();
    expect(made).toEqual(['AUTH_SECRET', 'ENCRYPTION_KEYS']);
    expect(values.AUTH_URL).toBe('http://localhost:3000');
    expect(values.AUTH_SECRET).toHaveLength(44);
    expect(Buffer.from(values.ENCRYPTION_KEYS?.replace(/^k[0-9a-f]{8}:/, '') ?? '', 'base64')).toHaveLength(32);
    expect(statSync(join(root, SETTINGS_FILE)).mode & 0o777).toBe(0o600);
    expect(statSync(join(root, 'data')).mode & 0o777).toBe(0o700);
  });

  test('the second start takes the secrets of the first, at another port too', () => {
    const first = start();
    const second = start({ PORT: '4000' });
    expect(second.made).toEqual([]);
    expect(second.values).toMatchObject({ AUTH_SECRET: first.values.AUTH_SECRET, AUTH_URL: 'http://localhost:4000' });
  });

  test('only what is missing is made, and what is in the file stays', () => {
    put(SETTINGS_FILE, '# mine\nAUTH_SECRET=of-the-file');
    const { made, values } = start();
    expect(made).toEqual(['ENCRYPTION_KEYS']);
    expect(values.AUTH_SECRET).toBe('of-the-file');
    expect(stored()).toMatch(/^# mine\nAUTH_SECRET=of-the-file\nENCRYPTION_KEYS=k[0-9a-f]{8}:.+\n$/);
  });

  test('the environment overrides .env, and .env the file; empty counts as not set', () => {
    put(SETTINGS_FILE, 'AUTH_SECRET=file\nENCRYPTION_KEYS=file\nSIGNUP=closed\n');
    put('.env', 'AUTH_SECRET=dotenv\nENCRYPTION_KEYS=dotenv,file\nSIGNUP=\n');
    expect(start({ AUTH_SECRET: 'environment', ENCRYPTION_KEYS: '' }).values).toMatchObject({
      AUTH_SECRET: 'environment',
      ENCRYPTION_KEYS: 'dotenv,file',
      SIGNUP: 'closed',
    });
  });

  test('a database without its keys stops the start, since new keys would lock every user out', () => {
    put('data/app.db', '');
    expect(refusal()).toContain('ENCRYPTION_KEYS');
    expect(() => stored()).toThrow();
    expect(start({ ENCRYPTION_KEYS: 'k1:x' }).made).toEqual(['AUTH_SECRET']);
  });

  test('no keys are generated for a database elsewhere, which cannot be checked yet', () => {
    expect(refusal({ DATABASE_URL: 'postgres://db/app' })).toContain('ENCRYPTION_KEYS');
  });

  test('keys in force that leave out one of the file get a warning', () => {
    put(SETTINGS_FILE, 'ENCRYPTION_KEYS=k1:old\n');
    expect(start({ ENCRYPTION_KEYS: 'k2:new' }).warnings.join()).toContain(SETTINGS_FILE);
    expect(start({ ENCRYPTION_KEYS: 'k2:new, k1:old' }).warnings).toEqual([]);
  });
});

describe('a secret in a file of its own', () => {
  const secret = (/** @type {string} */ text) => {
    put('data/secret', text);
    return join(root, 'data/secret');
  };

  test('is read by NAME_FILE, from the environment and from .env, and no line end belongs to it', () => {
    const path = secret('postgres://app:p@db/app\r\n');
    put('.env', `DATABASE_URL_FILE=${path}\nENCRYPTION_KEYS=k1:x\n`);
    expect(start().values).toMatchObject({ DATABASE_URL: 'postgres://app:p@db/app', DATABASE_URL_FILE: '' });
    put('.env', 'ENCRYPTION_KEYS=k1:x\n');
    expect(start({ DATABASE_URL_FILE: path }).values).toMatchObject({ DATABASE_URL: 'postgres://app:p@db/app' });
  });

  test('overrides one that npm start made before', () => {
    start();
    expect(start({ AUTH_SECRET_FILE: secret('of the file') }).values.AUTH_SECRET).toBe('of the file');
  });

  test.each([
    [() => ({ SMTP_URL_FILE: secret('smtp://a'), SMTP_URL: 'smtp://b' }), /^SMTP_URL_FILE is set, and so is SMTP_URL/],
    [() => ({ SMTP_URL_FILE: secret(' \n') }), /^SMTP_URL_FILE names .*, which is empty, not there, or not readable/],
    [() => ({ AUTH_SECRET_FILE: '/nowhere' }), /^AUTH_SECRET_FILE names \/nowhere/],
  ])('stops the start where it is set twice, empty or not there %#', (environment, sentence) => {
    expect(refusal(environment())).toMatch(sentence);
    expect(() => stored()).toThrow();
  });
});

test('a settings file is read with quotes, comments, export, a byte order mark and Windows line ends', () => {
  const lines = [
    '\uFEFFA=first',
    '# Z=1',
    'export B="x # y"',
    '  C = plain # said',
    'D=\'Acme "HQ" <x>\'',
    'E=',
    'F=k1:a+b/c==',
    'not a setting',
    'G=$HOME and $PATH',
    'H="two',
    'lines = one value"',
    "I='it costs $5'",
    'J=last',
  ];
  expect(parseSettingsFile(lines.join('\r\n'))).toEqual({
    A: 'first',
    B: 'x # y',
    C: 'plain',
    D: 'Acme "HQ" <x>',
    E: '',
    F: 'k1:a+b/c==',
    G: '$HOME and $PATH',
    H: 'two\nlines = one value',
    I: 'it costs $5',
    J: 'last',
  });
});

test('a line that sets nothing, and a value that ends at its #, are named by line number and never quoted', () => {
  put('.env', 'SIGNUP: closed\nAPP_NAME="A#1"\n\nSMTP_URL=smtp://u:hush#hush@mail\nLOG_LEVEL=info # as usual\n');
  const { warnings, values } = start();
  expect(warnings).toEqual([
    expect.stringMatching(/^Warning: line 1 of .*\.env is passed over: write NAME=VALUE\.$/),
    expect.stringMatching(/^Warning: # begins a comment in line 4 of .*\.env: put the value in quotes/),
  ]);
  expect(warnings.join()).not.toContain('hush');
  expect(values).toMatchObject({ APP_NAME: 'A#1', LOG_LEVEL: 'info' });
});

test('Next reads none of these files, however it would parse them', () => {
  put('.env', 'SIGNUP: closed\nAPP_NAME="$HOME"\nLOG_LEVEL=\n');
  const { values } = start();
  const program = 'require("@next/env").loadEnvConfig(process.argv[1]); console.log(JSON.stringify(process.env))';
  const seen = (/** @type {object} */ environment) => {
    const env = /** @type {NodeJS.ProcessEnv} */ (environment);
    return JSON.parse(execFileSync(process.execPath, ['-e', program, root], { env, encoding: 'utf8' }));
  };
  expect(seen({}), 'it would').toMatchObject({ SIGNUP: 'closed' });
  expect(seen(values)).toEqual(values);
});

test('secrets that every user of the machine can read are named, and other settings are not', () => {
  put('.env', 'SMTP_URL=smtp://u:hush@mail\n');
  chmodSync(join(root, '.env'), 0o644);
  expect(start().warnings).toEqual([expect.stringMatching(/^Warning: every user .* can read .*\.env: chmod 600/)]);
  put('.env', 'APP_NAME=Acme\n');
  expect(start().warnings).toEqual([]);
});

test('without makesSecrets nothing is made', () => {
  expect(gatherSettings({ root, environment: {}, makesSecrets: false })).toMatchObject({ made: [] });
  expect(readdirSync(root)).toEqual([]);
});

test.skipIf(process.getuid?.() !== 0)('what root makes belongs to the owner of the folder', () => {
  chownSync(root, 65534, 65534);
  start();
  for (const path of ['data', SETTINGS_FILE]) expect(statSync(join(root, path)).uid, path).toBe(65534);
});

test('settings in another encoding than UTF-8, or in a folder, are refused in a sentence', () => {
  put('.env', Buffer.from('APP_NAME=Jürgen', 'latin1'));
  expect(refusal()).toMatch(/\.env could not be read: it is not UTF-8\.$/);
  put('.env', Buffer.from('\uFEFFAPP_NAME=Jürgen', 'utf16le'));
  expect(refusal()).toMatch(/it is not UTF-8/);
  rmSync(join(root, '.env'));
  mkdirSync(join(root, '.env'));
  expect(refusal()).toMatch(/\.env could not be read/);
});
