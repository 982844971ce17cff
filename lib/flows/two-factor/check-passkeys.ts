import { listLinkedIdentities } from '../../../db/queries/linked-identities.ts';
import { listNewest } from '../../../db/queries/security-events.ts';
import { lockUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { hashToken } from '../../crypto/token.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { isFreshFromReset, isFreshSignIn } from '../../rules/account/reset.ts';
import { endHeld } from '../account/steps/end-held.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import type { SessionRef } from '../session-ref.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { type DescribedPasskey, describePasskeys } from './steps/describe-passkeys.ts';
import { findTwoFactorSince } from './steps/two-factor-since.ts';

type Signed = SessionRef & { signedInAt: Date };

/**
 * Returns the passkeys that outlived an administrator's reset, for the first sign-in after it: a thief's may be among
 * them, and no one has been asked about them yet. Empty at any other time, when each is removed by its own proof.
 */
export async function passkeysToCheck(context: Context, { userId, signedInAt }: Signed): Promise<DescribedPasskey[]> {
  const { db, now } = context;
  // Every page asks: most sign-ins are too old for it, and cost no statement.
  if (!isFreshSignIn(signedInAt, now)) return [];
  const [reset] = await listNewest(db, userId, 'second-factor-reset', 1);
  if (!reset || !isFreshFromReset(reset.at, signedInAt, now) || (await findTwoFactorSince(db, userId))) return [];
  return (await describePasskeys(context, userId)).filter(({ kind }) => kind === 'passkey');
}

/**
 * Removes every passkey of that list that isn't among `kept`, however old: its user has shown the mailbox and the first
 * factor, and an administrator has identified them. Returns the id of this session; refuses where nothing would open
 * the account any more.
 */
export async function keepPasskeys(
  context: Context,
  actor: Signed,
  kept: readonly string[],
): Promise<Result<string | null>> {
  const { userId } = actor;
  const listed = await passkeysToCheck(context, actor);
  const going = listed.filter(({ id }) => !kept.includes(id));
  if (going.length === 0) return succeed(null);
  return transactionOrRollback<string | null>(context.db, function* (tx) {
    const [user] = yield* query(lockUser(tx, userId));
    const isOnlyWay = !user?.passwordHash && (yield* query(listLinkedIdentities(tx, userId))).length === 0;
    const isAnyKept = listed.some(({ id, otherHost }) => kept.includes(id) && otherHost === null);
    if (isOnlyWay && !isAnyKept) return refuse('last-way-in');
    let sessionId: string | null = null;
    let { sessionIdHash } = actor;
    for (const { id, name } of going) {
      const ended = yield* endHeld(context, tx, 'passkey-removed', { userId, sessionIdHash, passkeyId: id });
      sessionId = ended.sessionId;
      sessionIdHash = hashToken(sessionId);
      yield* recordEvent(context, tx, { userId, kind: 'passkey-removed', details: { name } });
    }
    return succeed(sessionId);
  });
}
