import { limits } from '../../config/limits.ts';

/** PHC string format, as argon2's own encoder writes it: parameters in this order, no leading zeros, no padding. */
const ARGON2 =
  /^\$argon2(?:id|i|d)\$v=19\$m=([1-9]\d{0,9}),t=([1-9]\d{0,9}),p=([1-9]\d{0,7})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
/**
 * Modular crypt format. The last letter of salt and hash carries four and two bits that are always zero: with others
 * no comparison ever succeeds, because the hash is written again and compared as text.
 */
const BCRYPT = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]$/;

/** PHC string format, as `readHash` writes it. */
const PBKDF2 = /^\$pbkdf2-sha(1|256|512)\$i=([1-9]\d{0,9}),l=(\d{1,3})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
/** Bytes that one round of the digest makes. */
const digestBytes = { 1: 20, 256: 32, 512: 64 } as const;

/** The parts of a stored PBKDF2 hash (RFC 8018). */
export type Pbkdf2 = { digest: 'sha1' | 'sha256' | 'sha512'; iterations: number; salt: Buffer; hash: Buffer };

/** Returns the parts of a stored PBKDF2 hash, of any cost; null where it is another kind. */
export function readPbkdf2(stored: string): Pbkdf2 | null {
  const [, sha, iterations, , salt = '', hash = ''] = PBKDF2.exec(stored) ?? [];
  if (!sha) return null;
  const digest = `sha${sha}` as Pbkdf2['digest'];
  return {
    digest,
    iterations: Number(iterations),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}

/**
 * Returns why a stored password hash can't be checked here, in words for the administrator; null when it can. The
 * bounds keep one attempt of a stranger from taking the memory or the processor of the server (attack A-50).
 */
export function storedHashFault(stored: string): string | null {
  if (/^\$argon2/.test(stored)) return argon2Fault(stored);
  if (/^\$pbkdf2/.test(stored)) return pbkdf2Fault(stored);
  const [, cost] = BCRYPT.exec(stored) ?? [];
  if (cost === undefined) return 'is neither argon2, bcrypt nor PBKDF2';
  const { bcryptLeastCost: least, bcryptMostCost: most } = limits;
  return Number(cost) >= least && Number(cost) <= most
    ? null
    : `has the bcrypt cost ${Number(cost)}, not ${least} to ${most}`;
}

function argon2Fault(stored: string): string | null {
  const [, memory, passes, lanes, salt = '', hash = ''] = ARGON2.exec(stored) ?? [];
  if (!memory) return 'is not an argon2 hash of version 19 like $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH';
  const [m, t, p] = [memory, passes, lanes].map(Number) as [number, number, number];
  if (m > limits.argon2MostMemoryKiB) return `has m=${m}, above ${limits.argon2MostMemoryKiB} (KiB)`;
  if (t > limits.argon2MostPasses) return `has t=${t}, above ${limits.argon2MostPasses}`;
  if (p > limits.argon2MostLanes) return `has p=${p}, above ${limits.argon2MostLanes}`;
  // RFC 9106 §3.1: at least eight blocks a lane.
  if (m < 8 * p) return `has m=${m}, below ${8 * p} (8 times p)`;
  return partFault('salt', salt, 8, 64) ?? partFault('hash', hash, 16, 64);
}

/** Each round of the digest makes one part of the hash, and all of them cost their iterations (RFC 8018 §5.2). */
function pbkdf2Fault(stored: string): string | null {
  const [, sha, iterations, length, salt = '', hash = ''] = PBKDF2.exec(stored) ?? [];
  if (!sha) return 'is not a PBKDF2 hash like $pbkdf2-sha256$i=600000,l=32$SALT$HASH';
  const fault = partFault('salt', salt, 8, 64) ?? partFault('hash', hash, 16, 64);
  if (fault) return fault;
  const bytes = Buffer.from(hash, 'base64').length;
  if (bytes !== Number(length)) return `has l=${length}, and a hash of ${bytes} bytes`;
  const rounds = Math.ceil(bytes / digestBytes[sha as unknown as keyof typeof digestBytes]);
  const most = Math.floor(limits.pbkdf2MostIterations / rounds);
  return Number(iterations) > most ? `has ${Number(iterations)} iterations, above ${most}` : null;
}

function partFault(name: string, text: string, least: number, most: number): string | null {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64').replace(/=+$/, '') !== text) return `has a ${name} that is not base64`;
  return bytes.length >= least && bytes.length <= most
    ? null
    : `has a ${name} of ${bytes.length} bytes, not ${least} to ${most}`;
}
