import { findPasskey, listPasskeys } from '../../../db/queries/passkeys.ts';
import { findUser } from '../../../db/queries/users.ts';
import { parseAssertion } from '../../crypto/webauthn.ts';
import { relyingParty, rpIdOf, usableHere } from '../../rules/two-factor/relying-party.ts';
import type { Context } from '../context.ts';

/** What a browser may tell password managers about one account's passkeys (WebAuthn Level 3 §5.1.10). */
export type PasskeySignals = {
  rpId: string;
  userId: string;
  allAcceptedCredentialIds: string[];
  name: string;
  displayName: string;
};

/** A passkey that no account has (WebAuthn Level 3 §5.1.10.2). */
export type UnknownPasskey = { rpId: string; credentialId: string };

/**
 * Returns the whole list of an account's passkeys and security keys, and what it's called; null where nothing is to be
 * said. Password managers delete what isn't on it, so it's read at the moment when it's sent, never with a page.
 */
export async function signalPasskeys({ db, settings }: Context, userId: string): Promise<PasskeySignals | null> {
  if (!isSignalling(settings)) return null;
  const user = await findUser(db, userId);
  if (!user?.passkeyHandle) return null;
  const passkeys = usableHere(settings, await listPasskeys(db, userId));
  return {
    rpId: rpIdOf(settings),
    userId: user.passkeyHandle,
    allAcceptedCredentialIds: passkeys.map(({ credentialId }) => credentialId),
    name: user.email,
    displayName: user.name,
  };
}

/**
 * Returns the passkey in an assertion where no account has it any more; null otherwise. Looks it up by itself: a sign-in
 * is also refused with a passkey that is a security key now, belongs to a disabled account, or whose signature is
 * broken, and those must not be deleted.
 */
export async function signalUnknownPasskey(
  { db, settings }: Context,
  assertion: string,
): Promise<UnknownPasskey | null> {
  const sent = isSignalling(settings) ? parseAssertion(assertion) : null;
  if (!sent || (await findPasskey(db, sent.credentialId))) return null;
  return { rpId: rpIdOf(settings), credentialId: sent.credentialId };
}

function isSignalling(settings: Context['settings']): boolean {
  return settings.passkeys.isSignalling && relyingParty(settings) !== null;
}
