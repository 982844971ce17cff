import { findPasskey, listPasskeys } from '../../../../db/queries/passkeys.ts';
import { type Db, query } from '../../../../db/store.ts';
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

/** A passkey that proved its user for this one act, and is spent already (proveByPasskey). No form can name one. */
export type ProvenPasskey = { readonly method: 'passkey'; readonly proven: { id: string; name: string } };

/**
 * As `spendSecondFactor`, for a passkey or security key. It has no counter of the account: no one guesses it, so no one
 * can lock it; only the address that sends broken ones is counted.
 */
export async function spendPasskey<T>(
  context: Context,
  user: { id: string; email: string },
  submitted: SubmittedPasskey | ProvenPasskey,
  alongside: Alongside<T>,
): Promise<Result<T>> {
  if ('proven' in submitted) return settleProven(context, user.id, submitted, alongside);
  const attempt = await consumeSharedAttempt(context, 'passkey', user.email);
  if (!attempt.ok) return attempt;
  if (!(await findTwoFactorSince(context.db, user.id))) return refuse('two-factor-off');
  const used = await verifyOwn(context, user.id, submitted);
  if (!used.ok) return used;
  const { passkey, use } = used.value;
  let isCopied = false;
  const claimed = {
    spent: { method: factorMethod(passkey.kind, use), passkey: { id: passkey.id, name: passkey.name } },
    *claim(db: Db) {
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

async function settleProven<T>(
  context: Context,
  userId: string,
  { proven }: ProvenPasskey,
  alongside: Alongside<T>,
): Promise<Result<T>> {
  if (!(await findTwoFactorSince(context.db, userId))) return refuse('two-factor-off');
  const claimed = {
    spent: { method: 'passkey' as const, passkey: proven },
    // Spent before this transaction; removed since, it proves nothing any more.
    *claim(db: Db) {
      const held = yield* query(listPasskeys(db, userId));
      return held.some(({ id }) => id === proven.id) ? succeed(null) : refuse('passkey-failed');
    },
  };
  return settleSecondFactor(context, userId, claimed, alongside);
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
