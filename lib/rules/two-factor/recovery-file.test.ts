import { expect, test } from 'vitest';
import { en } from '../../words/en.ts';
import { recoveryFileName, recoveryFileText } from './recovery-file.ts';

const codes = Array.from({ length: 10 }, (_, index) => `K7M4-Q2XT-9RHD-3WZ${index}`);
const file = {
  appName: 'Axelor Connect',
  account: 'ada@example.com',
  origin: 'https://connect.example.com',
  madeAt: new Date('2026-11-24T14:05:00Z'),
  generation: 2,
  codes,
  supportEmail: 'support@example.com',
};

test('the name can be searched for in ten years', () => {
  expect(recoveryFileName(file)).toBe('axelor-connect-one-time-passwords_ada-example.com_2026-11-24.txt');
});

test('a name or an address cannot leave the folder or break the header', () => {
  expect(recoveryFileName({ ...file, account: '../../"\r\nx@ü.example' })).toMatch(/^[a-z0-9._-]+$/);
});

test('the text is plain ASCII with Windows line ends and explains itself', () => {
  const text = recoveryFileText(file, en.recoveryFile);
  expect(text).toMatch(/^[\x20-\x7e\r\n]+$/);
  expect(text.split('\r\n').join('')).not.toMatch(/[\r\n]/);
  expect(text).toContain('Created    2026-11-24 14:05 UTC      Set 2 (replaces all earlier sets)');
  expect(text).toContain(' 1.  [ ]  K7M4-Q2XT-9RHD-3WZ0          6.  [ ]  K7M4-Q2XT-9RHD-3WZ5');
  for (const code of codes) expect(text).toContain(code);
});

test.each([
  ['アクセロール', 'connect.example.com'],
  ['Łukasz & Søn', 'connect.example.com'],
  ['Müller · 24', 'muller-24'],
  ['„“', 'connect.example.com'],
])('the file of an app called %s is named %s, and its text speaks of the same', (appName, name) => {
  const named = { ...file, appName, origin: 'https://connect.example.com' };
  expect(recoveryFileName(named)).toBe(`${name}-one-time-passwords_ada-example.com_2026-11-24.txt`);
  expect(recoveryFileText(named, en.recoveryFile)).not.toMatch(/^ - ONE-TIME|No one at {2}/m);
});
