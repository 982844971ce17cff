import { selectConfirmedAuthenticators } from '../../../../db/queries/authenticators.ts';
import { selectDeviceCookies } from '../../../../db/queries/device-cookies.ts';
import { listLinkedIdentities } from '../../../../db/queries/linked-identities.ts';
import { listPasskeys, type Passkey } from '../../../../db/queries/passkeys.ts';
import { selectRecoverySet } from '../../../../db/queries/recovery-codes.ts';
import { type Db, query } from '../../../../db/store.ts';
import { isStillKnown, knownSince } from '../../../rules/account/device-cookies.ts';
import { type FactorAges, heldWith, passkeySince, type UsedFactor } from '../../../rules/account/factor-ages.ts';
import type { BrowserProof, Proof, Sides } from '../../../rules/account/proof-age.ts';
import type { Provider } from '../../../rules/sign-in/authentication-methods.ts';
import { usableHere } from '../../../rules/two-factor/relying-party.ts';
import type { Context } from '../../context.ts';
import { selectTwoFactorSince } from '../../two-factor/steps/two-factor-since.ts';

/** What the client showed besides a mailed link and this browser's device cookie. */
export type Shown = {
  /** A provider that has just confirmed the user, in this browser. */
  provider: Provider | null;
  /** The second factor that was used, or a passkey, which may be none; null for neither. */
  factor: UsedFactor | null;
};

/**
 * Returns the parts of an account's second factor, each with its own age. Empty while two-factor is off. `among` leaves
 * out passkeys and security keys that say nothing where it's asked.
 */
export function* factorAges(db: Db, userId: string, among = (held: Passkey[]): Passkey[] => held) {
  const switchedOnAt = yield* selectTwoFactorSince(db, userId);
  if (!switchedOnAt) return { apps: [], passkeys: [], codes: null } satisfies FactorAges;
  const guarding = yield* query(selectConfirmedAuthenticators(db, userId));
  const [set] = yield* query(selectRecoverySet(db, userId));
  const apps = guarding.map(({ id, boundAt, confirmedAt, createdAt }) => ({
    id,
    since: boundAt ?? confirmedAt ?? createdAt,
  }));
  const passkeys = among(yield* query(listPasskeys(db, userId))).map(({ id, createdAt }) => ({
    id,
    since: passkeySince(createdAt, switchedOnAt),
  }));
  return { apps, passkeys, codes: set?.createdAt ?? null } satisfies FactorAges;
}

/** As `factorAges`, in a dispute: of passkeys those that can be shown there. */
export function disputeAges(context: Pick<Context, 'settings'>, db: Db, userId: string) {
  return factorAges(db, userId, (held) => showable(context, held));
}

/** A security key doesn't say who touched it, and a passkey for another host name can't be used. */
function showable({ settings }: Pick<Context, 'settings'>, held: readonly Passkey[]): Passkey[] {
  return usableHere(settings, held).filter(({ kind }) => kind === 'passkey');
}

/**
 * Returns the proofs of both sides of a dispute: what this browser, a provider and a code or passkey show, and everything else
 * that the account knows. What hasn't been shown may be in the other's hands, so it counts for the other side.
 */
export function* gatherSides(context: Context, db: Db, userId: string, shown: Shown) {
  const { client, now } = context;
  const sides: { own: Proof[]; others: Proof[] } = { own: [], others: [] };
  const side = (isOwn: boolean) => (isOwn ? sides.own : sides.others);
  for (const cookie of yield* query(selectDeviceCookies(db, userId))) {
    if (!isStillKnown(cookie, now)) continue;
    side(cookie.tokenHash === client.deviceCookieHash).push({ kind: 'device-cookie', since: knownSince(cookie) });
  }
  for (const { provider, createdAt } of yield* query(listLinkedIdentities(db, userId)))
    side(provider === shown.provider).push({ kind: 'provider', since: createdAt, provider });
  for (const { id, createdAt } of showable(context, yield* query(listPasskeys(db, userId))))
    side(id === shown.factor?.passkey?.id).push({ kind: 'passkey', since: createdAt });
  const held = heldWith(shown.factor, yield* disputeAges(context, db, userId));
  for (const isOwn of [true, false])
    for (const since of isOwn ? held.own : held.others) side(isOwn).push({ kind: 'second-factor', since });
  return sides satisfies Sides;
}

/**
 * Returns what this browser shows to the page of a new password: since when it is known, and a provider just signed in
 * with.
 */
export function* browserProof(context: Context, db: Db, userId: string, provider: Provider | null) {
  const cookies = yield* query(selectDeviceCookies(db, userId));
  const own = cookies.find(({ tokenHash }) => tokenHash === context.client.deviceCookieHash);
  const accounts = yield* query(listLinkedIdentities(db, userId));
  return {
    knownSince: own && isStillKnown(own, context.now) ? knownSince(own) : null,
    providerSince: accounts.find((account) => account.provider === provider)?.createdAt ?? null,
  } satisfies BrowserProof;
}
