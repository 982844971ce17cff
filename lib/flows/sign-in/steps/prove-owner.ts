import { findPasskey } from '../../../../db/queries/passkeys.ts';
import { lockUser } from '../../../../db/queries/users.ts';
import { query } from '../../../../db/store.ts';
import { type Ceremony, openChallenge } from '../../../crypto/ceremony.ts';
import { parseAssertion } from '../../../crypto/webauthn.ts';
import { type Result, refuse, succeed } from '../../../result.ts';
import type { Context } from '../../context.ts';
import { transactionOrRollback } from '../../transaction-or-rollback.ts';
import { consumeSharedAttempt } from './consume-attempt.ts';
import { refusePasskey, reportCopy, spendUse, verifyUse } from './passkey-use.ts';
import type { ProvenPasskey } from './spend-passkey.ts';

/**
 * Verifies that the owner of an account is at this browser, by one of their passkeys that verified them, and spends what
 * it signed. The flow says which ceremony it must answer, never the form. `isUserKnown`: the browser was told which
 * passkeys to ask for; otherwise the passkey itself has to say whose it is.
 */
export async function proveOwner(
  context: Context,
  owner: { id: string; email: string },
  { assertion, ceremony, isUserKnown }: { assertion: string; ceremony: Ceremony; isUserKnown: boolean },
): Promise<Result<ProvenPasskey>> {
  const { db, now, settings } = context;
  const attempt = await consumeSharedAttempt(context, 'passkey', owner.email);
  if (!attempt.ok) return attempt;
  const sent = parseAssertion(assertion);
  if (!sent) return refusePasskey(context, 'passkey-failed', 'unreadable', owner.id);
  const challenge = openChallenge(ceremony, sent.challenge, now, settings.authSecrets);
  if (!challenge) return refusePasskey(context, 'passkey-expired', 'challenge', owner.id);
  const found = await findPasskey(db, sent.credentialId);
  if (found?.passkey.userId !== owner.id) return refusePasskey(context, 'passkey-failed', 'not-own', owner.id);
  const { passkey } = found;
  const use = await verifyUse(context, sent, found, { requireUserVerification: true, isUserKnown });
  if (!use.ok) return use;
  if (passkey.kind === 'security-key') return refusePasskey(context, 'passkey-second-only', 'security-key', owner.id);
  let isCopied = false;
  const proven = await transactionOrRollback<ProvenPasskey>(db, function* (tx) {
    yield* query(lockUser(tx, owner.id));
    const spending = yield* spendUse(context, tx, { passkey, use: use.value, challenge });
    isCopied = spending === 'copied';
    if (spending !== 'spent') return refuse(isCopied ? 'passkey-failed' : 'passkey-expired');
    return succeed({ method: 'passkey', proven: { id: passkey.id, name: passkey.name } });
  });
  if (isCopied) await reportCopy(context, passkey);
  if (proven.ok) await attempt.value.refund();
  return proven;
}
