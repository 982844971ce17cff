import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import type { Result } from '../../result.ts';
import type { Context } from '../context.ts';
import type { SessionRef } from '../session-ref.ts';
import { beginOwnPasskey } from '../two-factor/steps/own-passkeys.ts';
import { proveOwner } from './steps/prove-owner.ts';
import type { ProvenPasskey } from './steps/spend-passkey.ts';

const ceremonyOf = ({ sessionIdHash }: SessionRef) => ({ purpose: 'prove', binding: sessionIdHash }) as const;

/**
 * Returns what a browser needs to confirm an act of this session with one of its user's passkeys; null where there is
 * none. Security keys aren't asked: they say nothing about who holds them.
 */
export async function beginProof(
  context: Pick<Context, 'db' | 'now' | 'settings'>,
  actor: SessionRef,
): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
  const until = addMs(context.now, limits.passkeyProofLifeMs);
  return beginOwnPasskey(context, actor.userId, ceremonyOf(actor), { until, only: 'passkey' });
}

/**
 * Verifies that the user of a session is at this browser, by a passkey that verified them: it stands for the password
 * and for the code of one act, wherever both are asked. Spent here, before the act, as a password is evaluated before
 * it; bound to the session, whose id every such act changes (attacks W-02, W-04).
 */
export async function proveByPasskey(
  context: Context,
  actor: SessionRef & { email: string },
  assertion: string,
): Promise<Result<ProvenPasskey>> {
  const owner = { id: actor.userId, email: actor.email };
  return proveOwner(context, owner, { assertion, ceremony: ceremonyOf(actor), isUserKnown: true });
}
