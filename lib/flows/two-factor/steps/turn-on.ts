import { setPasskeysKnownSince } from '../../../../db/queries/passkeys.ts';
import { setTwoFactorSince } from '../../../../db/queries/two-factor-switch.ts';
import { type Db, query } from '../../../../db/store.ts';
import type { Method } from '../../../rules/sign-in/authentication-methods.ts';
import { type EndedWithSession, endHeld } from '../../account/steps/end-held.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../record-event.ts';
import type { SessionRef } from '../../session-ref.ts';
import { browserKnownSince } from '../../sign-in/steps/device-cookie.ts';
import { type HashedSet, replaceRecoverySet } from './replace-recovery-set.ts';

/**
 * Turns two-factor on, whatever the factor is: the switch (`users.two_factor_since`), the one-time passwords, and what
 * others hold ends (endHeld). From here on all passkeys are second factors, as old as this browser's being known. Called
 * with the user locked, in the transaction that has found it off. Returns the new id of the session.
 */
export function* turnOn(
  context: Context,
  tx: Db,
  actor: SessionRef,
  { recoverySet, newMethods }: { recoverySet: HashedSet; newMethods: Method[] },
): Generator<PromiseLike<unknown>, EndedWithSession, unknown> {
  const { userId, sessionIdHash } = actor;
  yield* query(setTwoFactorSince(tx, userId, context.now));
  yield* query(setPasskeysKnownSince(tx, userId, yield* browserKnownSince(context, tx, userId)));
  yield* replaceRecoverySet(context, tx, userId, recoverySet);
  const ended = yield* endHeld(context, tx, 'two-factor-enabled', { userId, sessionIdHash, newMethods });
  yield* recordEvent(context, tx, { userId, kind: 'two-factor-enabled' });
  return ended;
}
