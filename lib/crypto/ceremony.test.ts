import { expect, test } from 'vitest';
import { generateChallenge, openChallenge } from './ceremony.ts';

const now = new Date('2026-11-24T12:00:00Z');
const end = new Date('2026-11-24T12:05:00Z');
const secrets = ['a'.repeat(44), 'b'.repeat(44)];
const own = { purpose: 'add', binding: 'session' } as const;

test('a challenge opens for its purpose, in its session, until its end', () => {
  const challenge = generateChallenge(own, end, secrets);
  expect(openChallenge(own, challenge, now, secrets)).toMatchObject({ expiresAt: end });
  expect(openChallenge(own, challenge, new Date(end.getTime() - 1), secrets)).not.toBeNull();
  expect(openChallenge(own, challenge, end, secrets)).toBeNull();
});

test('a challenge for one thing opens nothing else, nor in another browser', () => {
  const challenge = generateChallenge(own, end, secrets);
  expect(openChallenge({ ...own, purpose: 'sign-in' }, challenge, now, secrets)).toBeNull();
  expect(openChallenge({ ...own, binding: 'another' }, challenge, now, secrets)).toBeNull();
});

test('a challenge of a former AUTH_SECRET opens while that is listed, and one of a foreign secret never', () => {
  const before = generateChallenge(own, end, [secrets[1] ?? '']);
  expect(openChallenge(own, before, now, secrets)).not.toBeNull();
  expect(openChallenge(own, before, now, [secrets[0] ?? ''])).toBeNull();
  expect(openChallenge(own, generateChallenge(own, end, ['c'.repeat(44)]), now, secrets)).toBeNull();
});

test('a challenge whose end was moved, or that has other bytes, is none of ours', () => {
  const bytes = Buffer.from(generateChallenge(own, end, secrets), 'base64url');
  for (let index = 0; index < bytes.length; index += 1) {
    const changed = Buffer.from(bytes);
    changed[index] = (changed[index] ?? 0) ^ 1;
    expect(openChallenge(own, changed.toString('base64url'), now, secrets)).toBeNull();
  }
  for (const broken of ['', 'x', '\0', bytes.subarray(1).toString('base64url'), `${bytes.toString('base64url')}AAAA`])
    expect(openChallenge(own, broken, now, secrets)).toBeNull();
});

test('a second spelling of a challenge is the same challenge, not a second use', () => {
  const challenge = generateChallenge(own, end, secrets);
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  // 40 bytes leave the last four bits of the last letter unused.
  const other = challenge.slice(0, -1) + letters[letters.indexOf(challenge.at(-1) ?? '') + 1];
  expect(Buffer.from(other, 'base64url')).toEqual(Buffer.from(challenge, 'base64url'));
  expect(openChallenge(own, other, now, secrets)).toEqual(openChallenge(own, challenge, now, secrets));
});
