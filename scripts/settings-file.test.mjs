import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gatherSettings, parseSettingsFile, SETTINGS_FILE } from './settings-file.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'settings-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const start = (environment = {}) => gatherSettings({ root, environment });
const kept = () => readFileSync(join(root, SETTINGS_FILE), 'utf8');
function put(path, text) {
  mkdirSync(join(root, 'data'), { recursive: true });
  writeFileSync(join(root, path), text);
}

describe('the settings of a start', () => {
  test('a fresh clone gets secrets that only its owner can read', () => {
    const { values, made } = start();
    expect(made).toEqual(['AUTH_SECRET', 'ENCRYPTION_KEYS']);
    expect(values.AUTH_URL).toBe('http://localhost:3000');
    expect(values.AUTH_SECRET).toHaveLength(44);
    expect(Buffer.from(values.ENCRYPTION_KEYS.replace('k1:', ''), 'base64')).toHaveLength(32);
    expect(statSync(join(root, SETTINGS_FILE)).mode & 0o777).toBe(0o600);
    expect(statSync(join(root, 'data')).mode & 0o777).toBe(0o700);
  });

  test('the second start takes the secrets of the first, at another port too', () => {
    const first = start();
    const second = start({ PORT: '4000' });
    expect(second.made).toEqual([]);
    expect(second.values).toMatchObject({ AUTH_SECRET: first.values.AUTH_SECRET, AUTH_URL: 'http://localhost:4000' });
  });

  test('only what is missing is made, and what stands in the file stays', () => {
    put(SETTINGS_FILE, '# mine\nAUTH_SECRET=of-the-file');
    const { made, values } = start();
    expect(made).toEqual(['ENCRYPTION_KEYS']);
    expect(values.AUTH_SECRET).toBe('of-the-file');
    expect(kept()).toMatch(/^# mine\nAUTH_SECRET=of-the-file\nENCRYPTION_KEYS=k1:.+\n$/);
  });

  test('the environment counts more than .env, and .env more than the file; empty counts as not set', () => {
    put(SETTINGS_FILE, 'AUTH_SECRET=file\nENCRYPTION_KEYS=file\nSIGNUP=closed\n');
    put('.env', 'AUTH_SECRET=dotenv\nENCRYPTION_KEYS=dotenv,file\nSIGNUP=\n');
    expect(start({ AUTH_SECRET: 'environment', ENCRYPTION_KEYS: '' }).values).toMatchObject({
      AUTH_SECRET: 'environment',
      ENCRYPTION_KEYS: 'dotenv,file',
      SIGNUP: 'closed',
    });
  });

  test('a database without its keys stops the start, since new keys would lock everybody out', () => {
    put('data/app.db', '');
    expect(start().fault).toContain('ENCRYPTION_KEYS');
    expect(() => kept()).toThrow();
    expect(start({ ENCRYPTION_KEYS: 'k1:x' }).made).toEqual(['AUTH_SECRET']);
  });

  test('no keys are made up for a database elsewhere, which nobody can look into yet', () => {
    expect(start({ DATABASE_URL: 'postgres://db/app' }).fault).toContain('ENCRYPTION_KEYS');
  });

  test('keys in force that leave out one of the file get a warning', () => {
    put(SETTINGS_FILE, 'ENCRYPTION_KEYS=k1:old\n');
    expect(start({ ENCRYPTION_KEYS: 'k2:new' }).warning).toContain('k');
    expect(start({ ENCRYPTION_KEYS: 'k2:new, k1:old' }).warning).toBeUndefined();
  });
});

test('a settings file is read with quotes, comments, export and Windows line ends', () => {
  const text = '# A=1\r\nexport B="x # y"\r\n  C = plain # said\nD=\'s\'\nE=\nF=k1:a+b/c==\nnot a setting\n';
  expect(parseSettingsFile(text)).toEqual({ B: 'x # y', C: 'plain', D: 's', E: '', F: 'k1:a+b/c==' });
});
