import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import type { Context } from '../context.ts';
import type { SessionRef } from '../session-ref.ts';
import { beginOwnPasskey } from '../two-factor/steps/own-passkeys.ts';
import type { SubmittedPasskey } from './steps/spend-passkey.ts';

const ceremonyOf = ({ sessionIdHash }: SessionRef) => ({ purpose: 'confirm', binding: sessionIdHash }) as const;

/**
 * Returns what a browser needs to confirm an act of this session with one of its user's security keys; null where there
 * is none. A touch is enough: the key stands for the code, and the password is asked beside it.
 */
export async function beginKey(
  context: Pick<Context, 'db' | 'now' | 'settings'>,
  actor: SessionRef,
): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
  const until = addMs(context.now, limits.passkeyProofLifeMs);
  return beginOwnPasskey(context, actor.userId, ceremonyOf(actor), { until, only: 'security-key' });
}

/**
 * Returns what a security key signed as the second factor of an act of this session. It is verified and spent where a
 * code would be; the challenge is bound to the session, whose id every such act changes (attacks W-02, W-04).
 */
export function signedByKey(actor: SessionRef, assertion: string): SubmittedPasskey {
  return { method: 'passkey', assertion, ceremony: ceremonyOf(actor) };
}
