import { isYoung, type Proof } from './proof-age.ts';

/**
 * Returns whether the profile may remove a passkey. One older than seven days needs a proof as old as seven days: a
 * thief of last week's password must not take the owner's passkey away, which would be the older proof. `own`: what the
 * acting client has shown or holds, the passkey that opened its session among it.
 */
export function mayRemovePasskey(addedAt: Date, own: readonly Pick<Proof, 'since'>[], now: Date): boolean {
  return isYoung(addedAt, now) || own.some(({ since }) => !isYoung(since, now));
}
