import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import { listPasskeys } from '../../../db/queries/passkeys.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { generateChallenge } from '../../crypto/ceremony.ts';
import { registrationOptions } from '../../crypto/webauthn.ts';
import type { Method } from '../../rules/sign-in/authentication-methods.ts';
import { relyingParty } from '../../rules/two-factor/relying-party.ts';
import type { Context } from '../context.ts';
import type { SessionRef } from '../session-ref.ts';
import { isPasskeyOffered, type Offered } from './offer-passkey.ts';
import { ensureHandle } from './steps/ensure-handle.ts';

type Upgraded = SessionRef & Offered & { email: string; name: string; methods: readonly Method[]; signedInAt: Date };

/**
 * Returns whether a browser may save a passkey for this session unasked (conditional create, WebAuthn Level 3 §5.1.3),
 * where one is offered: the administrator allows it, and the sign-in was by password and moments ago.
 */
export function isUpgradeDue(
  { settings, now }: Pick<Context, 'now' | 'settings'>,
  { methods, signedInAt }: Pick<Upgraded, 'methods' | 'signedInAt'>,
): boolean {
  const isFresh = now.getTime() - signedInAt.getTime() <= limits.passkeyUpgradeMs;
  return settings.passkeys.isUpgrading && isFresh && methods[0] === 'password';
}

/**
 * Begins the upgrade of a sign-in by password. Returns what the browser makes the passkey with; null where none is
 * due, or offered.
 * The password and code that were just typed stand for re-authentication, and so the challenge ends when they are no
 * longer fresh (attack W-47).
 */
export async function beginUpgrade(
  context: Context,
  actor: Upgraded,
): Promise<PublicKeyCredentialCreationOptionsJSON | null> {
  const { db, now, settings } = context;
  const party = relyingParty(settings);
  if (!party || !isUpgradeDue(context, actor) || !(await isPasskeyOffered(context, actor))) return null;
  const until = addMs(actor.signedInAt, limits.passkeyUpgradeMs);
  const ceremony = { purpose: 'upgrade', binding: actor.sessionIdHash } as const;
  return registrationOptions(party, {
    challenge: generateChallenge(ceremony, until, settings.authSecrets),
    timeoutMs: until.getTime() - now.getTime(),
    kind: 'passkey',
    isSilent: true,
    handle: await db.transaction((tx) => ensureHandle(tx, actor.userId)),
    email: actor.email,
    name: actor.name,
    existing: await listPasskeys(db, actor.userId),
  });
}
