import * as reference from 'argon2';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { argon2id, argon2idTag, hasOtherCost, verifyArgon2 } from './argon2.ts';

/** Known answers of the reference implementation (phc-winner-argon2, src/test.c, version 19). */
const vectors: [stored: string, password: string][] = [
  ['$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc', 'password'],
  ['$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc', 'password'],
  ['$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA', 'password'],
];

describe('argon2', () => {
  test.each(vectors)('gives the known answer of the reference: %s', async (stored, password) => {
    expect(await verifyArgon2(stored, password)).toBe(true);
    expect(await verifyArgon2(stored, `${password}x`)).toBe(false);
  });

  test('makes and verifies the strings of the reference implementation, at any cost (attack D-07)', async () => {
    const cost = fc.record({
      memoryKiB: fc.integer({ min: 64, max: 512 }),
      passes: fc.integer({ min: 1, max: 3 }),
      lanes: fc.integer({ min: 1, max: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), cost, async (password, one) => {
        const { memoryKiB: memoryCost, passes: timeCost, lanes: parallelism } = one;
        expect(await reference.verify(await argon2id(password, one), password)).toBe(true);
        for (const type of [reference.argon2id, reference.argon2i, reference.argon2d]) {
          const stored = await reference.hash(password, { type, memoryCost, timeCost, parallelism });
          expect(await verifyArgon2(stored, password)).toBe(true);
          expect(await verifyArgon2(stored, `${password}x`)).toBe(false);
          expect(hasOtherCost(stored, one)).toBe(false);
          expect(hasOtherCost(stored, { ...one, passes: one.passes + 1 })).toBe(true);
        }
        const salt = Buffer.alloc(16, password.length);
        const raw = { type: reference.argon2id, memoryCost, timeCost, parallelism, salt, raw: true } as const;
        expect(await argon2idTag(password, salt, one)).toEqual(await reference.hash(password, raw));
      }),
      { numRuns: 20 },
    );
  });
});
