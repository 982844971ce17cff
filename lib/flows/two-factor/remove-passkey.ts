import { listLinkedIdentities } from '../../../db/queries/linked-identities.ts';
import { listPasskeys, type Passkey } from '../../../db/queries/passkeys.ts';
import { selectSession } from '../../../db/queries/sessions.ts';
import { lockUser, type User } from '../../../db/queries/users.ts';
import { type Db, query } from '../../../db/store.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { usedSince } from '../../rules/account/factor-ages.ts';
import { mayRemovePasskey } from '../../rules/account/passkey-removal.ts';
import { endHeld } from '../account/steps/end-held.ts';
import { factorAges } from '../account/steps/gather-proofs.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { browserKnownSince } from '../sign-in/steps/device-cookie.ts';
import { type CurrentSession, reauthenticate } from '../sign-in/steps/reauthenticate.ts';
import type { Spent } from '../sign-in/steps/settle-second-factor.ts';
import { type SubmittedFactor, spendSecondFactor } from '../sign-in/steps/spend-second-factor.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { selectGuards } from './steps/select-guards.ts';
import { findTwoFactorSince } from './steps/two-factor-since.ts';

/** What kind it was, and the new id of this session. */
type Removed = { sessionId: string; kind: Passkey['kind'] };

/**
 * Removes a passkey or security key after re-authentication, and a code where two-factor is on; the sessions that it opened end, except
 * the one that acts. One older than seven days needs a proof as old (mayRemovePasskey). The last that
 * guards an account with two-factor on, and the last way in, are never removed here.
 */
export async function removePasskey(
  context: Context,
  actor: CurrentSession,
  input: { id: string; password: string; submittedCode: SubmittedFactor | null },
): Promise<Result<Removed>> {
  const { db, now } = context;
  const proof = await reauthenticate(context, actor, input.password);
  if (!proof.ok) return proof;
  const user = proof.value;
  const remove = function* (tx: Db, spent: Spent | null): Generator<PromiseLike<unknown>, Result<Removed>, unknown> {
    yield* query(lockUser(tx, user.id));
    const passkeys = yield* query(listPasskeys(tx, user.id));
    const passkey = passkeys.find(({ id }) => id === input.id);
    if (!passkey) return refuse('passkey-gone');
    // What nothing guards could only be opened by one-time passwords: that is what Disable is for.
    const guards = spent ? yield* selectGuards(context, tx, user.id) : [];
    if (guards.length === 1 && guards[0] === passkey.id) return refuse('last-factor');
    if (spent?.passkey?.id === passkey.id) return refuse('passkey-of-removed');
    if (isLastWayIn(passkey, passkeys, user, yield* query(listLinkedIdentities(tx, user.id))))
      return refuse('last-way-in');
    const own = yield* ownProofs(context, tx, actor, { spent, passkeys, hasPassword: user.passwordHash !== null });
    if (!mayRemovePasskey(passkey.createdAt, own, now)) return refuse('passkey-old');
    const { sessionId } = yield* endHeld(context, tx, 'passkey-removed', { ...actor, passkeyId: passkey.id });
    yield* recordEvent(context, tx, {
      userId: user.id,
      kind: passkey.kind === 'passkey' ? 'passkey-removed' : 'security-key-removed',
      details: { name: passkey.name },
    });
    return succeed({ sessionId, kind: passkey.kind });
  };
  if (!(await findTwoFactorSince(db, user.id))) return transactionOrRollback(db, (tx) => remove(tx, null));
  return input.submittedCode ? spendSecondFactor(context, user, input.submittedCode, remove) : refuse('code-empty');
}

/** Without a password or a provider, the last passkey for this address stays: nothing else would open the account. */
function isLastWayIn(
  removed: Passkey,
  passkeys: readonly Passkey[],
  { passwordHash }: User,
  identities: readonly unknown[],
): boolean {
  if (passwordHash !== null || identities.length > 0) return false;
  return !passkeys.some(({ id, kind, rpId }) => id !== removed.id && kind === 'passkey' && rpId === removed.rpId);
}

/** Since when each thing is that the acting client has shown: its browser, its passkey, its provider, its code. */
function* ownProofs(
  context: Context,
  tx: Db,
  actor: CurrentSession,
  shown: { spent: Spent | null; passkeys: readonly { id: string; createdAt: Date }[]; hasPassword: boolean },
) {
  const [session] = yield* query(selectSession(tx, actor.sessionIdHash));
  const identities = yield* query(listLinkedIdentities(tx, actor.userId));
  const code = shown.spent && usedSince(shown.spent, yield* factorAges(tx, actor.userId));
  const opening = shown.passkeys.find(({ id }) => id === session?.passkeyId);
  const provider = identities.find((identity) => session?.authenticationMethods[0] === identity.provider);
  // Without a password one of them has just confirmed the user, and which isn't known: the youngest counts.
  const confirming = shown.hasPassword ? undefined : identities.at(-1);
  const known = yield* browserKnownSince(context, tx, actor.userId);
  const proving = shown.passkeys.find(({ id }) => id === actor.byPasskey?.proven.id);
  return [known, code, proving?.createdAt, opening?.createdAt, provider?.createdAt, confirming?.createdAt]
    .filter((since) => since instanceof Date)
    .map((since) => ({ since }));
}
