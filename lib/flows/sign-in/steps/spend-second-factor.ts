import {
  type Authenticator,
  claimStep,
  disableAuthenticator,
  selectConfirmedAuthenticators,
} from '../../../../db/queries/authenticators.ts';
import {
  bypassNumber,
  consumeRecoveryCode,
  findRecoverySet,
  listSpendableCodes,
  type RecoveryCode,
} from '../../../../db/queries/recovery-codes.ts';
import { query } from '../../../../db/store.ts';
import { limits } from '../../../config/limits.ts';
import { hashRecoveryCode, sameHash } from '../../../crypto/recovery-hash.ts';
import { type Failure, type Result, refuse, succeed } from '../../../result.ts';
import { matchStep, minutesSlow } from '../../../rules/two-factor/totp.ts';
import type { SubmittedCode } from '../../../rules/two-factor/typed-code.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../record-event.ts';
import { openSecret } from '../../two-factor/steps/authenticator-secret.ts';
import { findTwoFactorSince } from '../../two-factor/steps/two-factor-since.ts';
import { type Attempt, consumeAttempt, recordSuccess } from './consume-attempt.ts';
import { type Alongside, type Claim, claimRow, settleSecondFactor } from './settle-second-factor.ts';
import { type ProvenPasskey, type SubmittedPasskey, spendPasskey } from './spend-passkey.ts';

type Refusal =
  | 'code-wrong'
  | 'clock-slow'
  | 'recovery-code-wrong'
  | 'authenticator-unreadable'
  | 'authenticator-suspended';

/**
 * What someone shows as their second factor: a code, a passkey or security key that answers a challenge of ours, or a
 * passkey that proved them before this act.
 */
export type SubmittedFactor = SubmittedCode | SubmittedPasskey | ProvenPasskey;

/**
 * Evaluates a submitted code or passkey and, when it is right, spends it and runs `alongside` in one transaction: it
 * works once, for one purpose, whatever runs in parallel. Every evaluated one is counted first, per method.
 */
export async function spendSecondFactor<T>(
  context: Context,
  user: { id: string; email: string },
  submitted: SubmittedFactor,
  alongside: Alongside<T>,
): Promise<Result<T>> {
  return submitted.method === 'passkey'
    ? spendPasskey(context, user, submitted, alongside)
    : spendCode(context, user, submitted, alongside);
}

async function spendCode<T>(
  context: Context,
  user: { id: string; email: string },
  submittedCode: SubmittedCode,
  alongside: Alongside<T>,
): Promise<Result<T>> {
  const counted = await countAttempt(context, user, submittedCode);
  if (!counted.ok) return counted;
  const { attempt, refused } = counted.value;
  if (!(await findTwoFactorSince(context.db, user.id))) return refuse('two-factor-off');
  const claim =
    submittedCode.method === 'totp'
      ? await verifyTotp(context, user.id, submittedCode.code, attempt)
      : await verifyRecoveryCode(context, user.id, submittedCode.code, { bypassOnly: refused !== null });
  const outcome = claim.ok ? await settleSecondFactor(context, user.id, claim.value, alongside) : claim;
  if (outcome.ok) await recordSuccess(context, attempt);
  else if (attempt.consecutiveFailures === limits.refusedCodesBeforeNotice && !refused) {
    await context.db.transaction((db) => recordEvent(context, db, { userId: user.id, kind: 'codes-refused' }));
  }
  return refused && !outcome.ok ? refused : outcome;
}

/** A counted attempt; `refused` where one-time passwords are locked and only a bypass code is evaluated. */
type CountedAttempt = { attempt: Attempt; refused: Failure | null };

/**
 * Counts a submitted code. A bypass code is typed where one-time passwords are, and has a counter of its own: an
 * attacker who used up theirs must not take the code from its owner too, which lives thirty minutes (attack A-30).
 */
async function countAttempt(
  context: Context,
  user: { id: string; email: string },
  { method }: SubmittedCode,
): Promise<Result<CountedAttempt>> {
  const counted = await consumeAttempt(context, method, user);
  if (counted.ok) return succeed({ attempt: counted.value, refused: null });
  if (method !== 'recovery-code') return counted;
  const waiting = await listSpendableCodes(context.db, user.id);
  if (!waiting.some((code) => isLiveBypassCode(code, context.now))) return counted;
  const apart = await consumeAttempt(context, 'bypass-code', user);
  return apart.ok ? succeed({ attempt: apart.value, refused: counted }) : counted;
}

function isLiveBypassCode({ number, usedAt, expiresAt }: RecoveryCode, now: Date): boolean {
  return number === bypassNumber && usedAt === null && expiresAt !== null && expiresAt > now;
}

/** Compares a code with every authenticator of the account that may be used here. */
async function verifyTotp(
  context: Context,
  userId: string,
  code: string,
  attempt: Attempt,
): Promise<Result<Claim, Refusal>> {
  const { now } = context;
  const guarding = await selectConfirmedAuthenticators(context.db, userId);
  const usable = await withoutDisabled(context, guarding, attempt);
  if (guarding.length > 0 && usable.length === 0) return refuse('authenticator-suspended');
  const opened = usable.flatMap((authenticator) => {
    const secret = openSecret(context, authenticator);
    if (!secret)
      context.log.error(
        { event: 'authenticator-unreadable', user: userId, authenticator: authenticator.id },
        'no key opens this secret',
      );
    return secret ? [{ ...authenticator, secret }] : [];
  });
  if (usable.length > 0 && opened.length === 0) return refuse('authenticator-unreadable');
  const matches = opened.flatMap(({ id, secret, lastStep }) => {
    const step = matchStep(secret, code, now);
    return step === null ? [] : [{ id, step, isUnspent: lastStep === null || lastStep < step }];
  });
  const match = matches.find(({ isUnspent }) => isUnspent) ?? matches.at(0);
  if (!match) {
    const minutes = opened.flatMap(({ secret }) => minutesSlow(secret, code, now) ?? []).at(0);
    // Both directions from the second refusal on, by the time alone: saying that a code belongs to a future step would
    // give an attacker a code that becomes valid soon.
    const time = attempt.consecutiveFailures > 1 ? { time: now.toISOString().slice(11, 16) } : {};
    return minutes === undefined ? refuse('code-wrong', time) : refuse('clock-slow', { minutes, ...time });
  }
  return succeed({
    spent: { method: 'totp', authenticatorId: match.id },
    claim: claimRow(
      (db) => claimStep(db, match.id, match.step, now, { evenDisabled: attempt.isKnown }),
      refuse('code-reused'),
    ),
  });
}

/**
 * Returns the authenticators whose codes count here. After a hundred consecutive wrong codes all of them are disabled:
 * an attacker with time is trying them, and each code was compared with all. Two-factor stays on. Browsers that the
 * account knows may go on using codes: a thief with the password must not take the app from its owner (attack A-34).
 * Codes of one that its owner did not recognise open nothing anywhere (attack A-04).
 */
async function withoutDisabled(
  context: Context,
  guarding: readonly Authenticator[],
  attempt: Attempt,
): Promise<Authenticator[]> {
  const isHammered = attempt.consecutiveFailures >= limits.failuresBeforeDisabling;
  if (isHammered && guarding.some(({ disabledAt }) => !disabledAt))
    await context.db.transaction(function* (db) {
      let suspended = 0;
      for (const { id } of guarding) suspended += (yield* query(disableAuthenticator(db, id, context.now))).length;
      const userId = guarding[0]?.userId;
      if (userId && suspended > 0) yield* recordEvent(context, db, { userId, kind: 'authenticator-suspended' });
    });
  if (isHammered) return [];
  return guarding.filter(({ disownedAt, disabledAt }) => !disownedAt && (!disabledAt || attempt.isKnown));
}

async function verifyRecoveryCode(
  { db, now }: Context,
  userId: string,
  code: string,
  { bypassOnly }: { bypassOnly: boolean },
): Promise<Result<Claim, Refusal>> {
  const set = await findRecoverySet(db, userId);
  const all = await listSpendableCodes(db, userId);
  const codes = bypassOnly ? all.filter(({ number }) => number === bypassNumber) : all;
  const hash = set && (await hashRecoveryCode(code, set.salt));
  const found = hash ? codes.filter((row) => sameHash(row.hash, hash)).at(0) : undefined;
  if (!found) return refuse('recovery-code-wrong');
  return succeed({
    spent:
      found.number === bypassNumber
        ? { method: 'bypass-code' }
        : { method: 'recovery-code', recoveryNumber: found.number },
    claim: claimRow((tx) => consumeRecoveryCode(tx, found, now), refuse('recovery-code-wrong')),
  });
}
