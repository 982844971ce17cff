import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { argon2id, hash, needsRehash, verify } from 'argon2';
import { compare } from 'bcryptjs';
import { processCount } from '../config/env.ts';
import { limits } from '../config/limits.ts';
import { storedHashFault } from '../rules/password/stored-hash.ts';
import { workQueue } from './work-queue.ts';

/** OWASP Password Storage: argon2id, 19 MiB, 2 passes, 1 lane; 16-byte salt, 32-byte hash. */
const cost = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

// Kept on globalThis: Next bundles pages and routes apart, and each bundle would otherwise have a queue of its own.
const place = globalThis as { accountsHashQueue?: ReturnType<typeof workQueue> };
place.accountsHashQueue ??= workQueue(hashesAtOnce(), limits.hashQueueLength);
const queued = place.accountsHashQueue;

/** How many passwords are being hashed at this moment, and how many wait for that. */
export const hashQueueDepth = queued.depth;

/** A stored form (PHC string) of a password. Throws QueueFull under a flood. */
export function hashPassword(password: string): Promise<string> {
  return queued(() => hash(canonical(password), cost));
}

/**
 * Whether `password` fits `stored`. With `stored` null (nobody there, or nobody with a password) a
 * hash of equal cost is checked and fails, so that time does not tell who has an account. So it is with a stored form
 * that cannot be checked or costs too much (`isCheckable`): nobody signs in with it, and nothing breaks.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const isReal = stored !== null && isCheckable(stored);
  const against = isReal ? stored : await dummy();
  const check = (text: string) => queued(() => (isBcrypt(against) ? compare(text, against) : verify(against, text)));
  const typed = canonical(password);
  // Other systems hash what was typed as it came: the second look costs the same whoever is asked for.
  const fits = (await check(typed)) || (typed !== password && (await check(password)));
  return fits && isReal;
}

/** Whether the password behind `stored` can be checked here at all. */
export function isCheckable(stored: string): boolean {
  return storedHashFault(stored) === null;
}

/**
 * Whether `stored`, which `password` was right for, should be made again with today's parameters. Not where bcrypt read
 * less than was typed: the longer text may not be the person's password (attack A-52).
 */
export function isOutdated(stored: string, password: string): boolean {
  if (isBcrypt(stored))
    return [password, canonical(password)].every((text) => Buffer.byteLength(text) <= limits.bcryptMaxBytes);
  return !stored.startsWith('$argon2id$') || needsRehash(stored, cost);
}

/** bcrypt comes with people who were imported; their next sign-in makes argon2id of it. */
function isBcrypt(stored: string): boolean {
  return /^\$2[aby]\$/.test(stored);
}

let dummyHash: Promise<string> | undefined;
function dummy(): Promise<string> {
  dummyHash ??= hash(randomBytes(16), cost);
  return dummyHash;
}

/** NFC, so that é typed on a Mac equals é typed on Windows (NIST SP 800-63B-4 §3.1.1.2). */
function canonical(password: string): string {
  return password.normalize('NFC');
}

/**
 * One processor is left to pages, and the rest is shared by all processes of this port: with all of them hashing, a
 * page took seven times as long while 200 passwords waited (attack I-08), and no more people got in. Each process
 * hashes one at least, also where there are as many of them as processors.
 */
function hashesAtOnce(): number {
  const share = Math.floor((availableParallelism() - 1) / processCount());
  return Math.min(limits.hashesAtOnce, Math.max(1, share));
}
