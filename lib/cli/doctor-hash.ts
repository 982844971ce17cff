import { hashPassword } from '../crypto/password-hash.ts';
import { doctor as words } from '../words/en/doctor.ts';
import { type Finding, ok } from './finding.ts';

/** ASVS 5.0 appendix C: a check of a password takes less than a second. */
const MOST_MS = 1_000;

/** Measures what one password costs here: the processor decides by which instructions it is hashed (decision 021). */
export async function checkHash(): Promise<Finding> {
  // The first one reads the library and gets its memory.
  await hashPassword('warm-up');
  const begin = performance.now();
  await hashPassword('measured');
  const ms = Math.max(1, Math.round(performance.now() - begin));
  return ms < MOST_MS
    ? ok('argon2id', words.hash.takes({ ms }))
    : { what: 'argon2id', state: 'warning', ...words.hash.isSlow({ ms }) };
}
