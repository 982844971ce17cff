import { findUser, type User, updatePasswordHash } from '../../../../db/queries/users.ts';
import { limits } from '../../../config/limits.ts';
import { hashPassword, isCheckable, isOutdated, verifyPassword } from '../../../crypto/password-hash.ts';
import { hashToken } from '../../../crypto/token.ts';
import { QueueFull } from '../../../crypto/work-queue.ts';
import { type Result, refuse, succeed } from '../../../result.ts';
import type { Context } from '../../context.ts';
import { consumeAttempt, recordSuccess } from './consume-attempt.ts';

/** What has a password: an account, or a sign-up that waits for its address (then without an id). */
type Holder = Pick<User, 'passwordHash'> & { id?: string };
type Refusal = 'password-wrong' | 'too-many-attempts' | 'busy';

/**
 * Checks the password of `user`. Counted per account; costs one hash for every email, also where no user has it
 * (`user` null). Returns the hash that is stored from now on: an outdated one is renewed.
 */
export async function checkPassword(
  context: Context,
  email: string,
  user: Holder | null,
  password: string,
): Promise<Result<string, Refusal>> {
  // Before counting and hashing: no password is that long, and hashing it would be the attack.
  if (password.length > limits.passwordMaxBytes) return refuse('password-wrong');
  const counted = await consumeAttempt(context, 'password', { email });
  if (!counted.ok) return counted;
  try {
    const fits = await verifyPassword(user?.passwordHash ?? null, password);
    if (!fits || !user?.passwordHash) {
      const { ipAddress } = context.client;
      if (user?.passwordHash && !isCheckable(user.passwordHash))
        context.log.error(
          { event: 'password-unreadable', user: user.id ?? null },
          'this stored password cannot be checked',
        );
      context.log.warn(
        { event: 'password-refused', user: user?.id ?? null, address: ipAddress },
        'a password was wrong',
      );
      return refuse('password-wrong');
    }
    await recordSuccess(context, counted.value);
    return succeed(
      user.id && isOutdated(user.passwordHash, password)
        ? await renewHash(context, user.id, user.passwordHash, password)
        : user.passwordHash,
    );
  } catch (error) {
    if (!(error instanceof QueueFull)) throw error;
    // No refund: a flood that fills the queue must not wipe the account's counter.
    return refuse('busy');
  }
}

/** Returns a fingerprint of a stored password, so that a sign-in is refused once the password has been changed. */
export function passwordFingerprint(passwordHash: string): string {
  return hashToken(passwordHash);
}

async function renewHash({ db }: Context, userId: string, before: string, password: string): Promise<string> {
  await updatePasswordHash(db, userId, await hashPassword(password), before);
  return (await findUser(db, userId))?.passwordHash ?? '';
}
