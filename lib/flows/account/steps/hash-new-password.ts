import { hashPassword } from '../../../crypto/password-hash.ts';
import { QueueFull } from '../../../crypto/work-queue.ts';
import { type Result, refuse, succeed } from '../../../result.ts';

/** The stored form of a password that the policy let through; `busy` while too many others wait for theirs. */
export async function hashNewPassword(chosen: string): Promise<Result<string, 'busy'>> {
  try {
    return succeed(await hashPassword(chosen));
  } catch (error) {
    if (error instanceof QueueFull) return refuse('busy');
    throw error;
  }
}
