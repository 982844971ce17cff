import { findPasskey } from '../../../../db/queries/passkeys.ts';
import { type Ceremony, openChallenge } from '../../../crypto/ceremony.ts';
import { parseAssertion } from '../../../crypto/webauthn.ts';
import { type Result, refuse, succeed } from '../../../result.ts';
import { factorMethod } from '../../../rules/two-factor/passkey-rank.ts';
import type { Context } from '../../context.ts';
import { findTwoFactorSince } from '../../two-factor/steps/two-factor-since.ts';
import { consumeSharedAttempt } from './consume-attempt.ts';
import { type PasskeyUse, refusePasskey, reportCopy, spendUse, verifyUse } from './passkey-use.ts';
import { type Alongside, settleSecondFactor } from './settle-second-factor.ts';

/** What a browser sent of a passkey, and the ceremony that it must answer: the flow says which, never the form. */
export type SubmittedPasskey = { readonly method: 'passkey'; readonly assertion: string; readonly ceremony: Ceremony };

/**
 * As `spendSecondFactor`, for a passkey or security key. It has no counter of the account: no one guesses it, so no one
 * can lock it; only the address that sends broken ones is counted.
 */
export async function spendPasskey<T>(
  context: Context,
  user: { id: string; email: string },
  submitted: SubmittedPasskey,
  alongside: Alongside<T>,
): Promise<Result<T>> {
  const attempt = await consumeSharedAttempt(context, 'passkey', user.email);
  if (!attempt.ok) return attempt;
  if (!(await findTwoFactorSince(context.db, user.id))) return refuse('two-factor-off');
  const used = await verifyOwn(context, user.id, submitted);
  if (!used.ok) return used;
  const { passkey, use } = used.value;
  let isCopied = false;
  const claimed = {
    spent: { method: factorMethod(passkey.kind, use), passkey: { id: passkey.id, name: passkey.name } },
    *claim(db: Parameters<typeof spendUse>[1]) {
      const spending = yield* spendUse(context, db, used.value);
      isCopied = spending === 'copied';
      return spending === 'spent' ? succeed(null) : refuse(isCopied ? 'passkey-failed' : 'passkey-expired');
    },
  };
  const outcome = await settleSecondFactor(context, user.id, claimed, alongside);
  if (isCopied) await reportCopy(context, passkey);
  if (outcome.ok) await attempt.value.refund();
  return outcome;
}

/** Verifies a use of one of the user's own passkeys. Someone else's is no better than an unknown one (W-05). */
async function verifyOwn(
  context: Context,
  userId: string,
  { assertion, ceremony }: SubmittedPasskey,
): Promise<Result<PasskeyUse>> {
  const { db, now, settings } = context;
  const sent = parseAssertion(assertion);
  if (!sent) return refusePasskey(context, 'passkey-failed', 'unreadable', userId);
  const challenge = openChallenge(ceremony, sent.challenge, now, settings.authSecrets);
  if (!challenge) return refusePasskey(context, 'passkey-expired', 'challenge', userId);
  const found = await findPasskey(db, sent.credentialId);
  if (found?.passkey.userId !== userId) return refusePasskey(context, 'passkey-failed', 'not-own', userId);
  const use = await verifyUse(context, sent, found, { requireUserVerification: false, isUserKnown: true });
  return use.ok ? succeed({ passkey: found.passkey, use: use.value, challenge }) : use;
}
