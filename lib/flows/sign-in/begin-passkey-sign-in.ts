import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { generateChallenge } from '../../crypto/ceremony.ts';
import { hashToken } from '../../crypto/token.ts';
import { signInOptions } from '../../crypto/webauthn.ts';
import { relyingParty } from '../../rules/two-factor/relying-party.ts';
import type { Context } from '../context.ts';

/**
 * Returns what a browser needs to sign in with a passkey; null where this site can have none. The same for everyone:
 * nothing is looked up, and nothing written. `secret` is in the cookie of the browser that may answer.
 */
export async function beginPasskeySignIn(
  { now, settings }: Pick<Context, 'now' | 'settings'>,
  secret: string,
): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
  const party = relyingParty(settings);
  const life = limits.passkeySignInLifeMs;
  const ceremony = { purpose: 'sign-in', binding: hashToken(secret) } as const;
  return party && signInOptions(party, generateChallenge(ceremony, addMs(now, life), settings.authSecrets), life);
}
