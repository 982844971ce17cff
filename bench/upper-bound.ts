import { availableParallelism } from 'node:os';
import { verifyArgon2 } from '#lib/crypto/argon2.ts';
import { hashPassword } from '#lib/crypto/password-hash.ts';
import { load, type Rate } from './load.ts';
import { PASSWORD } from './seed-data.ts';

/** Measures the upper bound: one password check after the other on every processor, with nothing else running. */
export async function hashUpperBound(ms: number): Promise<Rate> {
  const stored = await hashPassword(PASSWORD);
  return load({ atOnce: availableParallelism(), ms, pids: [process.pid] }, async () => {
    if (!(await verifyArgon2(stored, PASSWORD))) throw new Error('The correct password was refused');
  });
}
