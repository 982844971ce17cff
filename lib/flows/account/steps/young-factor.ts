import {
  deleteAuthenticator,
  disownAuthenticator,
  selectConfirmedAuthenticators,
} from '../../../../db/queries/authenticators.ts';
import { listPasskeys } from '../../../../db/queries/passkeys.ts';
import { deleteOneTimePasswords, selectRecoverySet } from '../../../../db/queries/recovery-codes.ts';
import { type Db, query } from '../../../../db/store.ts';
import { hashToken } from '../../../crypto/token.ts';
import { isYoung, mayDisown } from '../../../rules/account/proof-age.ts';
import type { EventDetails } from '../../../rules/events/catalogue.ts';
import type { Provider } from '../../../rules/sign-in/authentication-methods.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../record-event.ts';
import { selectGuards } from '../../two-factor/steps/select-guards.ts';
import { selectTwoFactorSince } from '../../two-factor/steps/two-factor-since.ts';
import { endHeld } from './end-held.ts';
import { browserProof } from './gather-proofs.ts';

/**
 * A second factor of the last seven days: two-factor as a whole, a new app or security key of an older one, or new
 * one-time passwords. `mayGo`: it may be removed here, since this browser has been known for longer, or a provider
 * linked before it has just confirmed the user. `name`: what an app or key is called, if it is.
 */
export type YoungFactor = {
  id: string;
  part: 'two-factor' | 'app' | 'key' | 'codes';
  name: string | null;
  since: Date;
  mayGo: boolean;
};

/** Names two-factor as a whole where no app stands for it. */
const WHOLE = 'two-factor';

/**
 * Returns the parts of the second factor that are too young to be surely its owner's, each app by itself: one that a
 * thief added must not stay because the owner's is kept. Empty while two-factor is off. `provider`: the one that has
 * just confirmed the user.
 */
export function* youngFactors(
  context: Context,
  tx: Db,
  userId: string,
  provider: Provider | null,
): Generator<PromiseLike<unknown>, YoungFactor[], unknown> {
  const switchedOnAt = yield* selectTwoFactorSince(tx, userId);
  if (!switchedOnAt) return [];
  const proof = yield* browserProof(context, tx, userId, provider);
  const apps = (yield* query(selectConfirmedAuthenticators(tx, userId)))
    .map((app) => ({ ...app, boundAt: app.boundAt ?? app.confirmedAt ?? app.createdAt }))
    .sort((one, other) => one.boundAt.getTime() - other.boundAt.getTime());
  const young = apps
    .filter(({ boundAt, disownedAt }) => isYoung(boundAt, context.now) && !disownedAt)
    .map((app) => ({
      id: app.id,
      part: 'app' as const,
      name: app.name,
      since: app.boundAt,
      mayGo: mayDisown(proof, app),
    }));
  const passkeys = yield* query(listPasskeys(tx, userId));
  const keys = passkeys
    .filter(({ kind, createdAt }) => kind === 'security-key' && isYoung(createdAt, context.now))
    .map(({ id, name, createdAt, browserKnownSince }) => ({
      id,
      part: 'key' as const,
      name,
      since: createdAt,
      mayGo: mayDisown(proof, { boundAt: createdAt, browserKnownSince }),
    }));
  if (isYoung(switchedOnAt, context.now)) {
    const whole = { part: 'two-factor' as const, name: null };
    // Turned on with an app, two-factor as a whole is as old as that app; those added since are listed beside it.
    const first = apps.find(({ confirmedAt }) => confirmedAt && confirmedAt <= switchedOnAt);
    if (first) {
      const { id, boundAt } = first;
      const others = [...young, ...keys].filter((one) => one.id !== id);
      return [{ ...whole, id, since: boundAt, mayGo: mayDisown(proof, first) }, ...others];
    }
    // With a passkey: what was added since says nothing about who did that.
    const known = passkeys.flatMap(({ createdAt, browserKnownSince }) =>
      createdAt <= switchedOnAt && browserKnownSince ? [browserKnownSince.getTime()] : [],
    );
    const age = { boundAt: switchedOnAt, browserKnownSince: known.length > 0 ? new Date(Math.min(...known)) : null };
    return [{ ...whole, id: WHOLE, since: switchedOnAt, mayGo: mayDisown(proof, age) }, ...young, ...keys];
  }
  const [set] = yield* query(selectRecoverySet(tx, userId));
  const codes = set && {
    id: `codes-${set.generation}`,
    part: 'codes' as const,
    name: null,
    since: set.createdAt,
    mayGo: mayDisown(proof, { boundAt: set.createdAt, browserKnownSince: null }),
  };
  return [...young, ...keys, ...(codes && isYoung(codes.since, context.now) ? [codes] : [])];
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
 * Removes what of `young` may go here and isn't among `kept`. Where two-factor is older than seven days, or is kept, an
 * app goes and the others stay; of the last one only the codes are disabled, and one-time passwords are deleted:
 * two-factor stays on, so that a mailbox never removes it. Returns the id of the acting session, where there is one: a
 * new one where two-factor went.
 */
export function* removeYoungFactors(
  context: Context,
  tx: Db,
  young: readonly YoungFactor[],
  { userId, kept, sessionId }: { userId: string; kept: readonly string[]; sessionId?: string },
): Generator<PromiseLike<unknown>, string | undefined, unknown> {
  const going = young.filter(({ id, mayGo }) => mayGo && !kept.includes(id));
  function* turnOff() {
    const about = { userId, sessionIdHash: sessionId && hashToken(sessionId) };
    const { sessionId: acting } = yield* endHeld(context, tx, 'two-factor-disabled', about);
    yield* recordEvent(context, tx, { userId, kind: 'two-factor-disabled' });
    return acting ?? sessionId;
  }
  if (going.some(({ part }) => part === 'two-factor')) return yield* turnOff();
  for (const { id, part, name } of going) {
    // With the passkeys that were not kept (endHeld).
    if (part === 'key') continue;
    const details =
      part === 'app' ? yield* removeApp(context, tx, { id, userId, name }) : yield* removeCodes(tx, userId);
    yield* recordEvent(context, tx, { userId, kind: 'second-factor-taken-off', details });
  }
  // Young itself, and nothing guards it any more: left on, it would only lock its owner out.
  const mayTurnOff = young.some(({ part, mayGo }) => part === 'two-factor' && mayGo);
  return mayTurnOff && (yield* selectGuards(context, tx, userId)).length === 0 ? yield* turnOff() : sessionId;
}

/** Deletes an authenticator while another works; the last one goes on guarding, and its codes open nothing. */
function* removeApp(
  context: Context,
  tx: Db,
  app: { id: string; userId: string; name: string | null },
): Generator<PromiseLike<unknown>, EventDetails['second-factor-taken-off'], unknown> {
  const isLast = (yield* selectGuards(context, tx, app.userId)).every((id) => id === app.id);
  if (isLast) {
    yield* query(disownAuthenticator(tx, app.id, context.now));
    return { part: 'app' };
  }
  yield* query(deleteAuthenticator(tx, app));
  return { part: 'one-app', name: app.name };
}

function* removeCodes(
  tx: Db,
  userId: string,
): Generator<PromiseLike<unknown>, EventDetails['second-factor-taken-off'], unknown> {
  yield* query(deleteOneTimePasswords(tx, userId));
  return { part: 'codes' };
}
