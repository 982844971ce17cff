import { selectConfirmedAuthenticators } from '../../../db/queries/authenticators.ts';
import { query } from '../../../db/store.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { endHeld } from '../account/steps/end-held.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { type CurrentSession, reauthenticate } from '../sign-in/steps/reauthenticate.ts';
import { type SubmittedFactor, spendSecondFactor } from '../sign-in/steps/spend-second-factor.ts';
import { selectGuards } from './steps/select-guards.ts';

/**
 * Removes an authenticator: requires re-authentication and a code of another one, or a one-time password. The last that
 * guards the account, passkeys and security keys counted, is never removed here: that is what Disable is for. Of two
 * removed at once, in however many processes, one stays, since the code is spent with the user locked. Returns the new
 * id of this session.
 */
export async function removeAuthenticator(
  context: Context,
  actor: CurrentSession,
  input: { authenticatorId: string; submittedCode: SubmittedFactor; password: string },
): Promise<Result<string>> {
  const proof = await reauthenticate(context, actor, input.password);
  if (!proof.ok) return proof;
  const user = proof.value;
  return spendSecondFactor(context, user, input.submittedCode, function* (tx, spent) {
    const guarding = yield* query(selectConfirmedAuthenticators(tx, user.id));
    const removed = guarding.find(({ id }) => id === input.authenticatorId);
    if (!removed) return refuse('page-outdated');
    // One that its owner did not recognise opens nothing, so it is none to stay with.
    if ((yield* selectGuards(context, tx, user.id)).every((id) => id === removed.id)) return refuse('last-factor');
    if (spent.authenticatorId === removed.id) return refuse('code-of-removed');
    const { sessionId } = yield* endHeld(context, tx, 'authenticator-removed', {
      userId: user.id,
      sessionIdHash: actor.sessionIdHash,
      authenticatorId: removed.id,
    });
    const { name } = removed;
    yield* recordEvent(context, tx, { userId: user.id, kind: 'authenticator-removed', details: { name } });
    return succeed(sessionId);
  });
}
