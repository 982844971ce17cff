import { limits } from '../../config/limits.ts';
import type { Provider } from '../sign-in/authentication-methods.ts';

/**
 * What tells two claimants of an account apart: something that was there before the disputed act. The disputed act is
 * always the change, never its undo. A mailbox is the weakest proof and isn't listed: a client that opens a mailed link
 * has shown it.
 */
export type Proof =
  | { kind: 'second-factor' | 'device-cookie' | 'passkey'; since: Date }
  | { kind: 'provider'; since: Date; provider: Provider };

/** The proofs of both sides: what the acting client has shown, and everything else that the account knows. */
export type Sides = { own: readonly Proof[]; others: readonly Proof[] };

/** Seven days: a younger proof blocks no remedy. */
export function isYoung(since: Date, now: Date): boolean {
  return now.getTime() - since.getTime() < limits.proofAgeMs;
}

/**
 * Returns the strongest of `proofs` that is older than the act at `disputedAt`; null where there is none. A second
 * factor has to be a week old too, and comes first; of the others the oldest counts. A passkey is one of the others by
 * its addition, whether or not it is a second factor too.
 */
export function strongestProof(proofs: readonly Proof[], disputedAt: Date, now: Date): Proof | null {
  const older = proofs.filter(
    ({ kind, since }) => since < disputedAt && (kind !== 'second-factor' || !isYoung(since, now)),
  );
  return older.reduce<Proof | null>((best, proof) => (best && !isStronger(proof, best) ? best : proof), null);
}

function isStronger(proof: Proof, than: Proof): boolean {
  if ((proof.kind === 'second-factor') !== (than.kind === 'second-factor')) return proof.kind === 'second-factor';
  return proof.since < than.since;
}

/** Returns the providers among `proofs` that were linked before the act at `disputedAt`. */
export function providersBefore(proofs: readonly Proof[], disputedAt: Date): Provider[] {
  return proofs.flatMap((proof) => (proof.kind === 'provider' && proof.since < disputedAt ? [proof.provider] : []));
}

/** Returns whether a passkey among `proofs` was added before the act at `disputedAt`. */
export function hasPasskeyBefore(proofs: readonly Proof[], disputedAt: Date): boolean {
  return proofs.some(({ kind, since }) => kind === 'passkey' && since < disputedAt);
}

/** Returns whether the acting side has anything older than the disputed act: then an undo acts at once. */
export function hasOlderProof(own: readonly Proof[], disputedAt: Date, now: Date): boolean {
  return strongestProof(own, disputedAt, now) !== null;
}

/**
 * Returns whether an objection wins. It needs a proof older than the change, and one that is a week old, or a thief's
 * own browser of last week would hold off the owner. That cancels an undo that still waits; once it is done, the proof
 * has to be stronger than every proof of the other side, and equal ones change nothing.
 */
export function objectionWins(
  { own, others }: Sides,
  { disputedAt, isWaiting }: { disputedAt: Date; isWaiting: boolean },
  now: Date,
): boolean {
  const mine = strongestProof(own, disputedAt, now);
  if (!mine || own.every(({ since }) => isYoung(since, now))) return false;
  if (isWaiting) return true;
  const theirs = strongestProof(others, disputedAt, now);
  return !theirs || isStronger(mine, theirs);
}

/**
 * What a browser shows besides the mailed link: since when the account knows it, and a provider just signed in with.
 */
export type BrowserProof = { knownSince: Date | null; providerSince: Date | null };

/**
 * A second factor: since when this phone (or this set of one-time passwords) counts, and since when the browser was
 * known.
 */
export type FactorAge = { boundAt: Date; browserKnownSince: Date | null };

/**
 * Returns whether this browser may remove a young second factor by a mailed link: it was known before the factor, and
 * at least as long as the browser that enabled the factor; or a provider that was linked before confirmed the user. Of
 * two users with known browsers, the one who has had theirs longer keeps the factor (model: `mayDisown`).
 */
export function mayDisown({ knownSince, providerSince }: BrowserProof, factor: FactorAge): boolean {
  if (providerSince && providerSince < factor.boundAt) return true;
  if (!knownSince || knownSince >= factor.boundAt) return false;
  return !factor.browserKnownSince || knownSince <= factor.browserKnownSince;
}
