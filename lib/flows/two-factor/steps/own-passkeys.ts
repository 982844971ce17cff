import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { selectConfirmedAuthenticators } from '../../../../db/queries/authenticators.ts';
import { listPasskeys, type Passkey } from '../../../../db/queries/passkeys.ts';
import { type Ceremony, generateChallenge } from '../../../crypto/ceremony.ts';
import { ownPasskeyOptions } from '../../../crypto/webauthn.ts';
import { relyingParty, usableHere } from '../../../rules/two-factor/relying-party.ts';
import { type WaysToConfirm, waysToConfirm } from '../../../rules/two-factor/ways-to-confirm.ts';
import type { Context } from '../../context.ts';

type Config = Pick<Context, 'db' | 'settings'>;

/** Returns a user's passkeys and security keys that can be used at this address. */
export async function usablePasskeys({ db, settings }: Config, userId: string): Promise<Passkey[]> {
  return relyingParty(settings) ? usableHere(settings, await listPasskeys(db, userId)) : [];
}

/** Returns what this user can show as second factor. */
export async function describeWaysToConfirm(context: Config, userId: string): Promise<WaysToConfirm> {
  const passkeys = await usablePasskeys(context, userId);
  const apps = await selectConfirmedAuthenticators(context.db, userId);
  return waysToConfirm(passkeys, apps);
}

/**
 * Returns what a browser needs to use one of a user's own passkeys for `ceremony`; null where there is none. `only`: a
 * passkey, which then verifies its user, or a security key, of which a touch is enough. Names them, so it is for someone
 * who has shown a first factor or has a session.
 */
export async function beginOwnPasskey(
  context: Pick<Context, 'db' | 'now' | 'settings'>,
  userId: string,
  ceremony: Ceremony,
  { until, only }: { until: Date; only?: Passkey['kind'] },
): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
  const { now, settings } = context;
  const party = relyingParty(settings);
  const usable = await usablePasskeys(context, userId);
  const allowed = only ? usable.filter(({ kind }) => kind === only) : usable;
  if (!party || allowed.length === 0) return null;
  const challenge = generateChallenge(ceremony, until, settings.authSecrets);
  const userVerification = only === 'passkey' ? 'required' : 'preferred';
  return ownPasskeyOptions(party, { challenge, timeoutMs: until.getTime() - now.getTime(), allowed, userVerification });
}
