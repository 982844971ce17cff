import { updatePasswordHash } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { Provider } from '../../rules/sign-in/authentication-methods.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { type CurrentSession, reauthenticate } from '../sign-in/steps/reauthenticate.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { endHeld } from './steps/end-held.ts';
import { hashNewPassword } from './steps/hash-new-password.ts';
import { passkeysThatStay, recordPasskeysGone } from './steps/unticked-passkeys.ts';
import { removeYoungFactors, youngFactors } from './steps/young-factor.ts';

/**
 * Changes the password, or sets the first one of a user who signed up with a provider. Requires re-authentication: the
 * current password, or the provider. Whatever others hold ends with the old password (endHeld); returns the new id of
 * this session. With `kept`, after "This wasn't me", only what it names stays of the linked identities, the
 * passkeys and a second factor that is younger than this browser, or than the identity of `provider`, which has just confirmed the user.
 * Expects a password that passed the policy.
 */
export async function choosePassword(
  context: Context,
  actor: CurrentSession,
  input: { current: string; chosen: string; kept?: readonly string[]; provider?: Provider | null },
): Promise<Result<string>> {
  const proof = await reauthenticate(context, actor, input.current);
  if (!proof.ok) return proof;
  const user = proof.value;
  if (user.passwordHash !== null && input.current.normalize('NFC') === input.chosen.normalize('NFC'))
    return refuse('password-same');
  const hashed = await hashNewPassword(input.chosen);
  if (!hashed.ok) return hashed;
  return transactionOrRollback(context.db, function* (tx) {
    const [changed] = yield* query(updatePasswordHash(tx, user.id, hashed.value, user.passwordHash));
    if (!changed) return refuse('page-stale');
    const { kept, provider = null } = input;
    // Read before anything ends: the provider just used as a proof may be disconnected now.
    const young = kept ? yield* youngFactors(context, tx, user.id, provider) : [];
    const guarding = kept ? yield* passkeysThatStay(context, tx, user.id, provider) : [];
    const { sessionId, providers, ...gone } = yield* endHeld(context, tx, 'password-changed', {
      userId: user.id,
      sessionIdHash: actor.sessionIdHash,
      ...(kept && { kept, guarding }),
    });
    yield* recordEvent(context, tx, {
      userId: user.id,
      kind: user.passwordHash === null ? 'password-set' : 'password-changed',
    });
    for (const provider of providers)
      yield* recordEvent(context, tx, { userId: user.id, kind: 'provider-disconnected', details: { provider } });
    yield* recordPasskeysGone(context, tx, user.id, gone);
    const acting = yield* removeYoungFactors(context, tx, young, { userId: user.id, kept: kept ?? [], sessionId });
    return succeed(acting ?? sessionId);
  });
}
