import { consumeToken, findToken } from '../../../db/queries/tokens.ts';
import { findUser, noteEmailVerified, setLockedDown, updatePasswordHash } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { hashToken } from '../../crypto/token.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { Provider } from '../../rules/sign-in/authentication-methods.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { type DescribedPasskey, describePasskeys } from '../two-factor/steps/describe-passkeys.ts';
import { describeWaysIn, type WayIn } from './describe-account.ts';
import { endHeld } from './steps/end-held.ts';
import { endYoungerUndoLinks } from './steps/end-younger-undo-links.ts';
import { hashNewPassword } from './steps/hash-new-password.ts';
import { describePasskeysThatStay, passkeysThatStay, recordPasskeysGone } from './steps/unticked-passkeys.ts';
import { describeYoungFactors, removeYoungFactors, type YoungFactor, youngFactors } from './steps/young-factor.ts';

/** For the page of the link: whose it is, what else opens the account, and whether it was locked down before. */
export type PasswordReset = {
  userId: string;
  email: string;
  name: string;
  waysIn: WayIn[];
  passkeys: DescribedPasskey[];
  factors: YoungFactor[];
  /** Passkeys that would stay as security keys, if they were unticked. */
  guarding: string[];
  isLockedDown: boolean;
};

/**
 * Returns whose link this is, while it lives, and what else opens the account. `provider`: one that has just confirmed
 * the user. Changes nothing.
 */
export async function readPasswordReset(
  context: Context,
  secret: string,
  provider: Provider | null = null,
): Promise<PasswordReset | null> {
  const { db, now } = context;
  const token = await findToken(db, hashToken(secret), 'reset-password', now);
  const user = token && (await findUser(db, token.owner));
  if (!user) return null;
  const { id, email, name, lockedDownAt } = user;
  const waysIn = await describeWaysIn(context, id);
  const passkeys = await describePasskeys(context, id);
  const factors = await describeYoungFactors(context, id, provider);
  const guarding = await describePasskeysThatStay(context, id, provider);
  return { userId: id, email, name, waysIn, passkeys, factors, guarding, isLockedDown: lockedDownAt !== null };
}

/**
 * Sets a new password by a mailed link, and lifts a lock-down. Of the linked identities and passkeys only those in `kept` stay, so
 * that none survives that was linked after the page was drawn (attack A-03). What others hold ends (endHeld; attack
 * O-08). Creates no session and leaves the second factor as it is (ASVS 6.4.3), except one that is younger than this
 * browser, or than the identity of `provider`, and not in `kept`. Expects a password that passed the policy.
 */
export async function resetPassword(
  context: Context,
  secret: string,
  { chosen, kept, provider = null }: { chosen: string; kept: readonly string[]; provider?: Provider | null },
): Promise<Result<null>> {
  const { db, now } = context;
  const secretHash = hashToken(secret);
  const token = await findToken(db, secretHash, 'reset-password', now);
  const user = token && (await findUser(db, token.owner));
  if (!user) return refuse('link-dead');
  const hashed = await hashNewPassword(chosen);
  if (!hashed.ok) return hashed;
  return transactionOrRollback(context.db, function* (tx) {
    const [consumed] = yield* query(consumeToken(tx, secretHash, 'reset-password', now));
    const [changed] = consumed ? yield* query(updatePasswordHash(tx, user.id, hashed.value, user.passwordHash)) : [];
    if (!changed) return refuse('link-dead');
    yield* query(setLockedDown(tx, user.id, null));
    yield* query(noteEmailVerified(tx, user.id, now));
    yield* endYoungerUndoLinks(tx, user);
    // Read before anything ends: the provider just used as a proof may be disconnected now.
    const young = yield* youngFactors(context, tx, user.id, provider);
    const guarding = yield* passkeysThatStay(context, tx, user.id, provider);
    const { providers, ...gone } = yield* endHeld(context, tx, 'password-reset', { userId: user.id, kept, guarding });
    yield* recordEvent(context, tx, { userId: user.id, kind: 'password-reset' });
    yield* removeYoungFactors(context, tx, young, { userId: user.id, kept });
    for (const provider of providers)
      yield* recordEvent(context, tx, { userId: user.id, kind: 'provider-disconnected', details: { provider } });
    yield* recordPasskeysGone(context, tx, user.id, gone);
    return succeed(null);
  });
}
