import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { findPasskey } from '../../../db/queries/passkeys.ts';
import { lockUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { openChallenge } from '../../crypto/ceremony.ts';
import { parseAssertion } from '../../crypto/webauthn.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { Context } from '../context.ts';
import type { SessionRef } from '../session-ref.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { beginOwnPasskey } from '../two-factor/steps/own-passkeys.ts';
import { consumeSharedAttempt } from './steps/consume-attempt.ts';
import { refusePasskey, reportCopy, spendUse, verifyUse } from './steps/passkey-use.ts';
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
  return beginOwnPasskey(context, actor.userId, ceremonyOf(actor), { until, isPasskeyOnly: true });
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
  const { db, now, settings } = context;
  const attempt = await consumeSharedAttempt(context, 'passkey', actor.email);
  if (!attempt.ok) return attempt;
  const sent = parseAssertion(assertion);
  if (!sent) return refusePasskey(context, 'passkey-failed', 'unreadable', actor.userId);
  const challenge = openChallenge(ceremonyOf(actor), sent.challenge, now, settings.authSecrets);
  if (!challenge) return refusePasskey(context, 'passkey-expired', 'challenge', actor.userId);
  const found = await findPasskey(db, sent.credentialId);
  if (found?.passkey.userId !== actor.userId) return refusePasskey(context, 'passkey-failed', 'not-own', actor.userId);
  const { passkey } = found;
  const use = await verifyUse(context, sent, found, { requireUserVerification: true, isUserKnown: true });
  if (!use.ok) return use;
  if (passkey.kind === 'security-key')
    return refusePasskey(context, 'passkey-second-only', 'security-key', actor.userId);
  let isCopied = false;
  const proven = await transactionOrRollback<ProvenPasskey>(db, function* (tx) {
    yield* query(lockUser(tx, actor.userId));
    const spending = yield* spendUse(context, tx, { passkey, use: use.value, challenge });
    isCopied = spending === 'copied';
    if (spending !== 'spent') return refuse(isCopied ? 'passkey-failed' : 'passkey-expired');
    return succeed({ method: 'passkey', proven: { id: passkey.id, name: passkey.name } });
  });
  if (isCopied) await reportCopy(context, passkey);
  if (proven.ok) await attempt.value.refund();
  return proven;
}
