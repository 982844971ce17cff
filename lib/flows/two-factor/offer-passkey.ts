import { listPasskeys } from '../../../db/queries/passkeys.ts';
import { setPasskeyOfferDeclined } from '../../../db/queries/users.ts';
import { limits } from '../../config/limits.ts';
import { relyingParty, usableHere } from '../../rules/two-factor/relying-party.ts';
import type { Context } from '../context.ts';

/** What decides whether someone is offered a passkey. */
export type Offered = { userId: string; mayHavePasskeys: boolean; passkeyOfferDeclinedAt: Date | null };

/**
 * Returns whether Home offers this user a passkey: they have none that signs in here, could add one, and haven't asked
 * not to be asked. Reads nothing about someone who never had one.
 */
export async function isPasskeyOffered(
  { db, settings }: Pick<Context, 'db' | 'settings'>,
  { userId, mayHavePasskeys, passkeyOfferDeclinedAt }: Offered,
): Promise<boolean> {
  if (passkeyOfferDeclinedAt || !relyingParty(settings)) return false;
  if (!mayHavePasskeys) return true;
  const passkeys = await listPasskeys(db, userId);
  const hasOneHere = usableHere(settings, passkeys).some(({ kind }) => kind === 'passkey');
  return !hasOneHere && passkeys.length < limits.passkeysPerAccount;
}

/** "Don't ask again": for good, and for the account. No event: nothing about its security has changed. */
export async function declinePasskeyOffer({ db, now }: Pick<Context, 'db' | 'now'>, userId: string): Promise<void> {
  await setPasskeyOfferDeclined(db, userId, now);
}
