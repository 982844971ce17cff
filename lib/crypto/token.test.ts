import { expect, test } from 'vitest';
import { generateToken, hashToken } from './token.ts';

test('tokens carry 256 bits and are stored as something else', () => {
  const token = generateToken();
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  expect(hashToken(token)).not.toBe(token);
  expect(hashToken(token)).toBe(hashToken(token));
});
