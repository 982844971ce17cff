import { selectConfirmedAuthenticators } from '../../../../db/queries/authenticators.ts';
import { selectDeviceCookies } from '../../../../db/queries/device-cookies.ts';
import { listLinkedIdentities } from '../../../../db/queries/linked-identities.ts';
import { selectRecoverySet } from '../../../../db/queries/recovery-codes.ts';
import { type Db, query } from '../../../../db/store.ts';
import { isStillKnown, knownSince } from '../../../rules/account/device-cookies.ts';
import type { BrowserProof, Proof, Sides } from '../../../rules/account/proof-age.ts';
import type { Provider } from '../../../rules/sign-in/authentication-methods.ts';
import type { Context } from '../../context.ts';

/** What the client showed besides a mailed link and this browser's device cookie. */
export type Shown = {
  /** A provider that has just confirmed the user, in this browser. */
  provider: Provider | null;
  /** Whether a code of the second factor was spent. */
  isFactorUsed: boolean;
};

/** An account's second factor, part by part, each with its own age. Empty while two-factor is off. */
export type Factor = { app: Date | null; codes: Date | null };

/** Returns since when the authenticator, and the set of one-time passwords, have been what they are. */
export function* factorAges(db: Db, userId: string) {
  const [authenticator] = yield* query(selectConfirmedAuthenticators(db, userId));
  const [set] = yield* query(selectRecoverySet(db, userId));
  const app = authenticator ? (authenticator.boundAt ?? authenticator.confirmedAt) : null;
  return { app, codes: authenticator && set ? set.createdAt : null } satisfies Factor;
}

/**
 * Returns the proofs of both sides of a dispute: what this browser, a provider and a code show, and everything else
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
  const { app, codes } = yield* factorAges(db, userId);
  for (const since of [app, codes]) if (since) side(shown.isFactorUsed).push({ kind: 'second-factor', since });
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
