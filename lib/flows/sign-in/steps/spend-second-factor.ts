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
  listRecoveryCodes,
  listSpendableCodes,
  type RecoveryCode,
} from '../../../../db/queries/recovery-codes.ts';
import { setTwoFactorSince } from '../../../../db/queries/two-factor-switch.ts';
import { lockUser, type User } from '../../../../db/queries/users.ts';
import { type Db, query } from '../../../../db/store.ts';
import { limits } from '../../../config/limits.ts';
import { hashRecoveryCode, sameHash } from '../../../crypto/recovery-hash.ts';
import { type Failure, type Result, refuse, succeed } from '../../../result.ts';
import type { SecondFactor } from '../../../rules/sign-in/authentication-methods.ts';
import { matchStep, minutesSlow } from '../../../rules/two-factor/totp.ts';
import type { SubmittedCode } from '../../../rules/two-factor/typed-code.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../record-event.ts';
import { transactionOrRollback } from '../../transaction-or-rollback.ts';
import { openSecret } from '../../two-factor/steps/authenticator-secret.ts';
import { cancelResetByUse } from '../../two-factor/steps/cancel-pending-reset.ts';
import { findTwoFactorSince, selectTwoFactorSince } from '../../two-factor/steps/two-factor-since.ts';
import { type Attempt, consumeAttempt, recordSuccess } from './consume-attempt.ts';

type Refusal =
  | 'code-wrong'
  | 'code-reused'
  | 'clock-slow'
  | 'recovery-code-wrong'
  | 'authenticator-unreadable'
  | 'authenticator-suspended'
  | 'two-factor-off'
  | 'too-many-attempts';

/** What was spent: the number of the recovery code, where it was one of the ten, or whose code it was. */
export type Spent = { method: SecondFactor; recoveryNumber?: number; authenticatorId?: string };

/**
 * Statements that become true together with the spending, or refuse and leave the code unspent. `held`: the user,
 * locked.
 */
export type Alongside<T> = (
  db: Db,
  spent: Spent,
  held: User | undefined,
) => Generator<PromiseLike<unknown>, Result<T>, unknown>;

/**
 * Evaluates a submitted code and, when it is right, spends it and runs `alongside` in one transaction: a code works
 * once, for one purpose, whatever runs in parallel. Every evaluated code is counted first, per method.
 */
export async function spendSecondFactor<T>(
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
  const outcome = claim.ok ? await settle(context, user.id, claim.value, alongside) : claim;
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

/** Claims the right code inside a transaction. No rows: there was nothing left to claim. */
type Claim = { spent: Spent; claim: (db: Db) => PromiseLike<unknown[]>; lost: Refusal };

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
    claim: (db) => claimStep(db, match.id, match.step, now, { evenDisabled: attempt.isKnown }),
    lost: 'code-reused',
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
    claim: (tx) => consumeRecoveryCode(tx, found, now),
    lost: 'recovery-code-wrong',
  });
}

function settle<T>(
  context: Context,
  userId: string,
  { spent, claim, lost }: Claim,
  alongside: Alongside<T>,
): Promise<Result<T>> {
  return transactionOrRollback(context.db, function* (db) {
    const [held] = yield* query(lockUser(db, userId));
    const rows = yield* query(claim(db));
    if (rows.length === 0) return refuse(lost);
    // Asked for because of a confirmed authenticator alone: from here on the switch says so too.
    if (held && !held.twoFactorSince)
      yield* query(setTwoFactorSince(db, userId, yield* selectTwoFactorSince(db, userId)));
    yield* cancelResetByUse(context, db, userId, spent);
    if (spent.recoveryNumber) {
      const left = (yield* query(listRecoveryCodes(db, userId))).filter((code) => code.usedAt === null).length;
      yield* recordEvent(context, db, {
        userId,
        kind: 'recovery-code-used',
        details: { number: spent.recoveryNumber, left },
      });
    }
    if (spent.method === 'bypass-code') yield* recordEvent(context, db, { userId, kind: 'bypass-code-used' });
    return yield* alongside(db, spent, held);
  });
}
