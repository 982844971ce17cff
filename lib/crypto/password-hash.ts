import { pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { processCount } from '../config/env.ts';
import { limits } from '../config/limits.ts';
import { readPbkdf2, storedHashFault } from '../rules/password/stored-hash.ts';
import { argon2id, hasOtherCost, verifyArgon2 } from './argon2.ts';
import { workQueue } from './work-queue.ts';

/** OWASP Password Storage: argon2id, 19 MiB, 2 passes, 1 lane; 16-byte salt, 32-byte hash. */
const cost = { memoryKiB: 19_456, passes: 2, lanes: 1 } as const;

// Kept on globalThis: Next bundles pages and routes apart, and each bundle would otherwise have a queue of its own.
const place = globalThis as { accountsHashQueue?: ReturnType<typeof workQueue> };
place.accountsHashQueue ??= workQueue(hashesAtOnce(), limits.hashQueueLength);
const queued = place.accountsHashQueue;

/** Returns how many passwords are being hashed, and how many wait for that. */
export const hashQueueDepth = queued.depth;

/** Returns the stored form (PHC string) of a password. Throws QueueFull under a flood. */
export function hashPassword(password: string): Promise<string> {
  return queued(() => argon2id(canonical(password), cost));
}

/**
 * Returns whether `password` fits `stored`. With `stored` null (no such user, or one without a password) a hash of
 * equal cost is checked and fails, so that time doesn't tell who has an account. The same goes for a stored form that
 * can't be checked or costs too much (`isCheckable`): it never lets a user in, and nothing breaks.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const isReal = stored !== null && isCheckable(stored);
  const against = isReal ? stored : await dummy();
  const check = (text: string) => queued(() => fitsHash(against, text));
  const typed = canonical(password);
  // Other systems hash what was typed, unnormalised: the second check costs the same for every user.
  const fits = (await check(typed)) || (typed !== password && (await check(password)));
  return fits && isReal;
}

/** Returns whether the password behind `stored` can be checked here at all. */
export function isCheckable(stored: string): boolean {
  return storedHashFault(stored) === null;
}

/**
 * Returns whether `stored`, which `password` fits, should be hashed again with today's parameters. Not where bcrypt
 * read less than was typed: the longer text may not be the user's password (attack A-52).
 */
export function isOutdated(stored: string, password: string): boolean {
  if (isBcrypt(stored))
    return [password, canonical(password)].every((text) => Buffer.byteLength(text) <= limits.bcryptMaxBytes);
  return !stored.startsWith('$argon2id$') || hasOtherCost(stored, cost);
}

async function fitsHash(stored: string, text: string): Promise<boolean> {
  // Only imported users have one: no start has to load the library.
  if (isBcrypt(stored)) return (await import('bcryptjs')).compare(text, stored);
  return stored.startsWith('$pbkdf2') ? fitsPbkdf2(stored, text) : verifyArgon2(stored, text);
}

const derive = promisify(pbkdf2);

async function fitsPbkdf2(stored: string, text: string): Promise<boolean> {
  const read = readPbkdf2(stored);
  if (!read) return false;
  const { digest, iterations, salt, hash } = read;
  return timingSafeEqual(await derive(text, salt, iterations, hash.length, digest), hash);
}

/** Imported users bring bcrypt; their next sign-in replaces it with argon2id. */
function isBcrypt(stored: string): boolean {
  return /^\$2[aby]\$/.test(stored);
}

let dummyHash: Promise<string> | undefined;
function dummy(): Promise<string> {
  dummyHash ??= argon2id(randomBytes(16), cost);
  return dummyHash;
}

/** NFC, so that é typed on a Mac equals é typed on Windows (NIST SP 800-63B-4 §3.1.1.2). */
function canonical(password: string): string {
  return password.normalize('NFC');
}

/**
 * One processor is left to pages, and the rest is shared by all processes of this port: with all of them hashing, a
 * page took seven times as long while 200 passwords waited (attack I-08), and no more users got in. Each process hashes
 * one at least, even where there are as many of them as processors.
 */
function hashesAtOnce(): number {
  const share = Math.floor((availableParallelism() - 1) / processCount());
  return Math.min(limits.hashesAtOnce, Math.max(1, share));
}
