import { hashPassword } from '../../../crypto/password-hash.ts';
import { QueueFull } from '../../../crypto/work-queue.ts';
import { type Result, refuse, succeed } from '../../../result.ts';

/** Hashes a password that passed the policy; refuses as `busy` while too many others wait for their hash. */
export async function hashNewPassword(chosen: string): Promise<Result<string, 'busy'>> {
  try {
    return succeed(await hashPassword(chosen));
  } catch (error) {
    if (error instanceof QueueFull) return refuse('busy');
    throw error;
  }
}
