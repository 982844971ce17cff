import { disownAuthenticator, selectConfirmedAuthenticators } from '../../../../db/queries/authenticators.ts';
import { deleteOneTimePasswords, selectRecoverySet } from '../../../../db/queries/recovery-codes.ts';
import { type Db, query } from '../../../../db/store.ts';
import { hashToken } from '../../../crypto/token.ts';
import { isYoung, mayDisown } from '../../../rules/account/proof-age.ts';
import type { Provider } from '../../../rules/sign-in/authentication-methods.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../record-event.ts';
import { selectTwoFactorSince } from '../../two-factor/steps/two-factor-since.ts';
import { endHeld } from './end-held.ts';
import { browserProof } from './gather-proofs.ts';

/**
 * A second factor of the last seven days: two-factor as a whole, a new app of an older one, or new one-time passwords.
 * `mayGo`: it may be removed here, since this browser has been known for longer, or a provider linked before it has
 * just confirmed the user.
 */
export type YoungFactor = { id: string; part: 'two-factor' | 'app' | 'codes'; since: Date; mayGo: boolean };

/**
 * Returns the parts of the second factor that are too young to be surely its owner's. Empty while two-factor is off.
 * `provider`: the one that has just confirmed the user.
 */
export function* youngFactors(
  context: Context,
  tx: Db,
  userId: string,
  provider: Provider | null,
): Generator<PromiseLike<unknown>, YoungFactor[], unknown> {
  const [authenticator] = yield* query(selectConfirmedAuthenticators(tx, userId));
  const switchedOnAt = yield* selectTwoFactorSince(tx, userId);
  if (!authenticator?.confirmedAt || !switchedOnAt) return [];
  const proof = yield* browserProof(context, tx, userId, provider);
  const boundAt = authenticator.boundAt ?? authenticator.confirmedAt;
  const app = {
    id: authenticator.id,
    since: boundAt,
    mayGo: mayDisown(proof, { boundAt, browserKnownSince: authenticator.browserKnownSince }),
  };
  if (isYoung(switchedOnAt, context.now)) return [{ ...app, part: 'two-factor' }];
  const [set] = yield* query(selectRecoverySet(tx, userId));
  const codes = set && {
    id: `codes-${set.generation}`,
    part: 'codes' as const,
    since: set.createdAt,
    mayGo: mayDisown(proof, { boundAt: set.createdAt, browserKnownSince: null }),
  };
  return [
    ...(isYoung(boundAt, context.now) && !authenticator.disownedAt ? [{ ...app, part: 'app' as const }] : []),
    ...(codes && isYoung(codes.since, context.now) ? [codes] : []),
  ];
}

/** As `youngFactors`, for a page. */
export function describeYoungFactors(
  context: Context,
  userId: string,
  provider: Provider | null,
): Promise<YoungFactor[]> {
  return context.db.transaction((tx) => youngFactors(context, tx, userId, provider));
}

/**
 * Removes what of `young` may go here and isn't among `kept`. Where two-factor is older than seven days the app's codes
 * are disabled, or the one-time passwords deleted: it stays on, so that a mailbox never removes it. Returns the id of
 * the acting session, where there is one: a new one where two-factor went.
 */
export function* removeYoungFactors(
  context: Context,
  tx: Db,
  young: readonly YoungFactor[],
  { userId, kept, sessionId }: { userId: string; kept: readonly string[]; sessionId?: string },
): Generator<PromiseLike<unknown>, string | undefined, unknown> {
  let acting = sessionId;
  for (const { id, part, mayGo } of young) {
    if (!mayGo || kept.includes(id)) continue;
    if (part === 'two-factor') {
      const about = { userId, sessionIdHash: acting && hashToken(acting) };
      acting = (yield* endHeld(context, tx, 'two-factor-disabled', about)).sessionId;
      yield* recordEvent(context, tx, { userId, kind: 'two-factor-disabled' });
      continue;
    }
    if (part === 'app') yield* query(disownAuthenticator(tx, id, context.now));
    else yield* query(deleteOneTimePasswords(tx, userId));
    yield* recordEvent(context, tx, { userId, kind: 'second-factor-taken-off', details: { part } });
  }
  return acting;
}
