import { findUserByEmail } from '../../../db/queries/users.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { canonicalEmail } from '../../rules/account/email-address.ts';
import type { Context } from '../context.ts';
import { findPendingSignUp } from '../sign-up/steps/pending-sign-up.ts';
import { checkPassword, passwordFingerprint } from './steps/check-password.ts';

type Known = { userId: string; passwordFingerprint: string };

/**
 * Checks the first factor by password. One refusal for an unknown email, a wrong password and an account without one. A
 * success is no sign-in yet: the gate (complete-first-factor) decides.
 */
export async function signInWithPassword(
  context: Context,
  input: { email: string; password: string },
): Promise<Result<Known, 'sign-in-failed' | 'email-unconfirmed' | 'too-many-attempts' | 'busy'>> {
  const email = canonicalEmail(input.email);
  if (!email) return refuse('sign-in-failed');
  const user = await findUserByEmail(context.db, email);
  const pending = user ? null : await findPendingSignUp(context, email);
  // Costs one hash for an account, for a pending sign-up, and for neither.
  const checked = await checkPassword(context, email, user ?? pending, input.password);
  if (checked.ok && pending) return refuse('email-unconfirmed');
  if (!checked.ok)
    return checked.code === 'password-wrong' ? refuse('sign-in-failed') : refuse(checked.code, checked.facts);
  return user
    ? succeed({ userId: user.id, passwordFingerprint: passwordFingerprint(checked.value) })
    : refuse('sign-in-failed');
}
