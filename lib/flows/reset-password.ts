import { deleteChallengesOf } from '../../db/challenges.ts';
import { deleteOtherSessions } from '../../db/sessions.ts';
import { run } from '../../db/store.ts';
import { consumeToken, deleteTokensOf, findToken } from '../../db/tokens.ts';
import { findUser, updatePasswordHash } from '../../db/users.ts';
import { hashPassword } from '../crypto/password-hash.ts';
import { hashToken } from '../crypto/token.ts';
import { QueueFull } from '../crypto/work-queue.ts';
import { type Result, refuse, succeed } from '../result.ts';
import type { Context } from './context.ts';
import { noteEvent } from './note-event.ts';
import { transact } from './transact.ts';

/** Whose link this is, while it is good: for the hidden user name of the page. Changes nothing. */
export async function readPasswordReset(
  { db, now }: Context,
  secret: string,
): Promise<{ email: string; name: string } | null> {
  const token = await findToken(db, hashToken(secret), 'reset-password', now);
  const user = token && (await findUser(db, token.owner));
  return user ? { email: user.email, name: user.name } : null;
}

/**
 * Sets a new password by a link from a mail. Ends every session, every sign-in under way and every pending change
 * of the address (attack O-08). Signs nobody in and leaves the second factor as it is (ASVS 6.4.3). Takes a
 * password that the policy let through.
 */
export async function resetPassword(context: Context, secret: string, chosen: string): Promise<Result<null>> {
  const { db, now } = context;
  const secretHash = hashToken(secret);
  const token = await findToken(db, secretHash, 'reset-password', now);
  const user = token && (await findUser(db, token.owner));
  if (!user) return refuse('link-dead');
  const hash = await hashPassword(chosen).catch((error: unknown) => {
    if (error instanceof QueueFull) return null;
    throw error;
  });
  if (!hash) return refuse('busy');
  return transact(context.db, function* (tx) {
    const [consumed] = yield* run(consumeToken(tx, secretHash, 'reset-password', now));
    const [changed] = consumed ? yield* run(updatePasswordHash(tx, user.id, hash, user.passwordHash)) : [];
    if (!changed) return refuse('link-dead');
    yield* run(deleteOtherSessions(tx, user.id, ''));
    yield* run(deleteChallengesOf(tx, user.id));
    yield* run(deleteTokensOf(tx, user.id, 'change-email'));
    yield* noteEvent(context, tx, { userId: user.id, kind: 'password-reset' });
    return succeed(null);
  });
}
