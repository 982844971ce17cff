import { describe, expect, test } from 'vitest';
import { generateRecoverySalt, hashRecoveryCode, sameHash } from './recovery-hash.ts';

describe('recovery codes', () => {
  test('have equal hashes under one salt and others under another', async () => {
    const [salt, other] = [generateRecoverySalt(), generateRecoverySalt()];
    const hash = await hashRecoveryCode('K7M4Q2XT9RHD3WZC', salt);
    expect(sameHash(hash, await hashRecoveryCode('K7M4Q2XT9RHD3WZC', salt))).toBe(true);
    expect(sameHash(hash, await hashRecoveryCode('K7M4Q2XT9RHD3WZC', other))).toBe(false);
    expect(sameHash(hash, 'AAAA')).toBe(false);
  });
});
