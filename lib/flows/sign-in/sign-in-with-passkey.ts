import { findPasskey } from '../../../db/queries/passkeys.ts';
import { lockUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { openChallenge } from '../../crypto/ceremony.ts';
import { hashToken } from '../../crypto/token.ts';
import { parseAssertion } from '../../crypto/webauthn.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { Context } from '../context.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { cancelResetByUse } from '../two-factor/steps/cancel-pending-reset.ts';
import { completeFirstFactor } from './complete-first-factor.ts';
import { consumeSharedAttempt } from './steps/consume-attempt.ts';
import { insertSessionOf, type SessionRequest } from './steps/create-session.ts';
import { type PasskeyUse, refusePasskey, reportCopy, spendUse, verifyUse } from './steps/passkey-use.ts';

/** Who signed in, and the session that was created with it. */
export type PasskeyPassed = SessionRequest & { sessionId: string };

/**
 * Signs in with a passkey, which is both factors at once. The user comes from the credential id, never from the form.
 * The challenge is spent, the counter moved and the session created in one transaction (attacks W-01, W-29). `secret`
 * is the cookie that the challenge was made for, `before` the id of this browser's previous session.
 */
export async function signInWithPasskey(
  context: Context,
  input: { assertion: string; secret: string | null; before: string | null },
): Promise<Result<PasskeyPassed>> {
  const { db, now, settings } = context;
  const sent = parseAssertion(input.assertion);
  const found = sent && (await findPasskey(db, sent.credentialId));
  // Nobody guesses a passkey, so none can be locked: only the address that sends broken ones (attack W-28).
  const attempt = await consumeSharedAttempt(context, 'passkey', found?.email ?? null);
  if (!attempt.ok) return attempt;
  if (!sent) return refusePasskey(context, 'passkey-failed', 'unreadable');
  const ceremony = { purpose: 'sign-in', binding: hashToken(input.secret ?? '') } as const;
  const challenge = input.secret ? openChallenge(ceremony, sent.challenge, now, settings.authSecrets) : null;
  if (!challenge) return refusePasskey(context, 'passkey-expired', 'challenge');
  if (!found) return refusePasskey(context, 'passkey-unknown', 'unknown-credential');
  const { passkey } = found;
  const use = await verifyUse(context, sent, found, { requireUserVerification: true, isUserKnown: false });
  if (!use.ok) return use;
  const { userId } = passkey;
  // Whatever it verified this time: a second factor never becomes a way in by itself (attack W-12).
  if (passkey.kind === 'security-key') return refusePasskey(context, 'passkey-second-only', 'security-key', userId);
  const first = { userId, firstFactor: 'passkey', passwordFingerprint: null, returnTo: '/' } as const;
  const gate = await completeFirstFactor(context, first);
  if (gate.next === 'disabled') return refuse('account-disabled');
  if (gate.next === 'locked-down') return refuse('account-locked-down');
  const passed = await settle(context, { passkey, use: use.value, challenge }, input.before);
  if (passed.ok) await attempt.value.refund();
  return passed;
}

async function settle(context: Context, used: PasskeyUse, before: string | null): Promise<Result<PasskeyPassed>> {
  const { passkey } = used;
  const { id, name, userId } = passkey;
  let isCopied = false;
  const passed = await transactionOrRollback<PasskeyPassed>(context.db, function* (tx) {
    const [user] = yield* query(lockUser(tx, userId));
    const spending = yield* spendUse(context, tx, used);
    isCopied = spending === 'copied';
    if (spending !== 'spent') return refuse(isCopied ? 'passkey-failed' : 'passkey-expired');
    yield* cancelResetByUse(context, tx, userId, { method: 'passkey', passkey: { id } });
    const request: SessionRequest = {
      userId,
      methods: ['passkey'],
      passwordFingerprint: null,
      passkey: { id, name },
      before,
    };
    const sessionId = yield* insertSessionOf(context, tx, user, request);
    return sessionId ? succeed({ ...request, sessionId }) : refuse('passkey-failed');
  });
  if (isCopied) await reportCopy(context, passkey);
  return passed;
}
