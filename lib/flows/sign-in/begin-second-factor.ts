import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { findChallenge } from '../../../db/queries/challenges.ts';
import { hashToken } from '../../crypto/token.ts';
import type { Context } from '../context.ts';
import { beginOwnPasskey } from '../two-factor/steps/own-passkeys.ts';

/**
 * Returns what a browser needs to confirm the sign-in that waits behind `challengeSecret` with a passkey; null where it
 * waits no longer, or has none. Only someone who has passed a first factor is told which passkeys there are. Writes
 * nothing.
 */
export async function beginSecondFactor(
  context: Pick<Context, 'db' | 'now' | 'settings'>,
  challengeSecret: string,
): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
  const secretHash = hashToken(challengeSecret);
  const found = await findChallenge(context.db, secretHash, context.now);
  if (!found) return null;
  const { userId, expiresAt } = found.challenge;
  const ceremony = { purpose: 'second-factor', binding: secretHash } as const;
  return beginOwnPasskey(context, userId, ceremony, { until: expiresAt });
}
