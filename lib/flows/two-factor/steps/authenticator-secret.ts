import { randomBytes } from 'node:crypto';
import type { Authenticator } from '../../../../db/queries/authenticators.ts';
import { limits } from '../../../config/limits.ts';
import { open, seal } from '../../../crypto/secret-box.ts';
import { generateId } from '../../../crypto/token.ts';
import { isUsableSecret } from '../../../rules/two-factor/totp.ts';
import type { Context } from '../../context.ts';

/** Returns a new secret (160 random bits) as a row to insert, sealed for its owner, shown to one session. */
export function generatePendingAuthenticator(
  { now, settings }: Context,
  { userId, sessionIdHash }: { userId: string; sessionIdHash: string },
) {
  const id = generateId();
  const secret = randomBytes(limits.totpSecretBytes);
  return {
    id,
    userId,
    sessionIdHash,
    sealedSecret: seal(secret, { purpose: 'totp', userId, rowId: id }, settings.encryptionKeys),
    createdAt: now,
  };
}

/** Returns the secret of an authenticator, or null when no configured key opens it or no codes follow from it. */
export function openSecret({ settings }: Context, { id, userId, sealedSecret }: Authenticator): Buffer | null {
  const secret = open(sealedSecret, { purpose: 'totp', userId, rowId: id }, settings.encryptionKeys);
  return secret && isUsableSecret(secret) ? secret : null;
}
