import { describe, expect, test } from 'vitest';
import { eventSentence } from './event-sentence.ts';

describe('what happened, in words', () => {
  test('speaks to its owner of their own password', () => {
    expect(eventSentence('signed-in', ['password', 'totp'], 'self')).toBe(
      'Signed in with your password and an authenticator code',
    );
  });

  test('speaks to nobody else as if it were theirs', () => {
    expect(eventSentence('signed-in', ['password', 'totp'], 'admin')).toBe(
      'Signed in with a password and an authenticator code',
    );
    for (const kind of ['signed-up', 'code-refused', 'recovery-code-used'] as const)
      expect(eventSentence(kind, ['password', 'password', 'code-wrong'], 'admin'), kind).not.toMatch(/\byour?\b/i);
  });
});
