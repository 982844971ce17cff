import type { Algorithm } from '@node-rs/argon2';
import { hash, hashRaw, parseOptions, verify } from '@node-rs/argon2';

// The only file that knows the package (docs/decisions/021-argon2-for-the-processor.md).

/** RFC 9106 §3.1: memory in KiB, passes over it, lanes. */
export type Argon2Cost = Readonly<{ memoryKiB: number; passes: number; lanes: number }>;

/** The package declares its numbers as a `const enum`, which can't be imported file by file. */
const ARGON2ID = 2 as Algorithm;

/** Returns the PHC string of `password`, with a salt of 128 random bits and a tag of 256. */
export function argon2id(password: string | Uint8Array, cost: Argon2Cost): Promise<string> {
  return hash(password, optionsOf(cost));
}

/** Returns the tag alone: 256 bits. */
export function argon2idTag(password: string, salt: Uint8Array, cost: Argon2Cost): Promise<Buffer> {
  return hashRaw(password, { ...optionsOf(cost), salt });
}

/**
 * Returns whether `password` fits a PHC string of argon2id, argon2i or argon2d, at the cost that stands in it. Throws
 * where that is none: ask `storedHashFault` first (lib/rules/password/stored-hash.ts).
 */
export function verifyArgon2(stored: string, password: string): Promise<boolean> {
  return verify(stored, password);
}

/** Returns whether a PHC string was made at another cost. */
export function hasOtherCost(stored: string, { memoryKiB, passes, lanes }: Argon2Cost): boolean {
  const { memoryCost, timeCost, parallelism } = parseOptions(stored);
  return memoryCost !== memoryKiB || timeCost !== passes || parallelism !== lanes;
}

function optionsOf({ memoryKiB, passes, lanes }: Argon2Cost) {
  return { algorithm: ARGON2ID, memoryCost: memoryKiB, timeCost: passes, parallelism: lanes, outputLen: 32 };
}
