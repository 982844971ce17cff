import { listLinkedIdentities } from '../../../db/queries/linked-identities.ts';
import { listPasskeys, type Passkey } from '../../../db/queries/passkeys.ts';
import { lockUser, type User } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { type Failure, type Result, refuse, succeed } from '../../result.ts';
import type { Provider } from '../../rules/sign-in/authentication-methods.ts';
import { usableHere } from '../../rules/two-factor/relying-party.ts';
import { endHeld } from '../account/steps/end-held.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { type CurrentSession, reauthenticate } from '../sign-in/steps/reauthenticate.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';

/**
 * Disconnects a provider after re-authentication, and ends the sessions, challenges and OAuth flows started with it.
 * Refuses to remove the last way to sign in, so that users can't lock themselves out (attack O-13); passkeys are one
 * while two-factor is on. Returns the new id
 * of this session.
 */
export async function disconnectProvider(
  context: Context,
  actor: CurrentSession,
  input: { provider: Provider; password: string },
): Promise<Result<string>> {
  const proof = await reauthenticate(context, actor, input.password);
  if (!proof.ok) return proof;
  return transactionOrRollback(context.db, function* (tx) {
    // Locked, or two disconnects at once would each see the other's way in.
    const [user] = yield* query(lockUser(tx, actor.userId));
    const ended = yield* endHeld(context, tx, 'provider-disconnected', {
      userId: actor.userId,
      sessionIdHash: actor.sessionIdHash,
      provider: input.provider,
    });
    const left = yield* query(listLinkedIdentities(tx, actor.userId));
    if (!user?.passwordHash && left.length === 0) {
      const refused = refuseLastWayIn(context, user, yield* query(listPasskeys(tx, actor.userId)));
      if (refused) return refused;
    }
    if (ended.providers.length > 0)
      yield* recordEvent(context, tx, {
        userId: actor.userId,
        kind: 'provider-disconnected',
        details: { provider: input.provider },
      });
    return succeed(ended.sessionId);
  });
}

/** With passkeys alone an account goes on only behind two-factor: else an email would be all that it takes to open it. */
function refuseLastWayIn({ settings }: Context, user: User | undefined, passkeys: readonly Passkey[]): Failure | null {
  if (!usableHere(settings, passkeys).some(({ kind }) => kind === 'passkey')) return refuse('last-way-in');
  return user?.twoFactorSince ? null : refuse('passkeys-unguarded');
}
