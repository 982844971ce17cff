import {
  deleteAttempts,
  findAttemptWait,
  liftLocks,
  refundAttempt,
  resetFailures,
  tryConsume,
} from '../../../../db/queries/attempts.ts';
import type { Db } from '../../../../db/store.ts';
import { limitOf, metrics } from '../../../observability/metrics.ts';
import { type Result, refuse, succeed } from '../../../result.ts';
import {
  type Account,
  accountCounter,
  type Counted,
  type Counter,
  minutesUntil,
  secondFactorKeys,
  sharedCounters,
} from '../../../rules/sign-in/rate-limit.ts';
import type { Context } from '../../context.ts';
import { knownDeviceCookie } from './device-cookie.ts';

/** A counted attempt: what a success refunds, and how many consecutive failures it would make. */
export type Attempt = {
  readonly accountKey: string;
  readonly sharedKeys: readonly string[];
  readonly consecutiveFailures: number;
  /** Whether the account knows this browser. */
  readonly isKnown: boolean;
};

/**
 * Takes one attempt from every counter before the code or password is evaluated. The account's counter comes last, so
 * that a flood stopped by the others doesn't lock it; where it is locked the others are refunded, since nothing is
 * evaluated: an attacker on one locked account must not use up what an office shares.
 */
export async function consumeAttempt(
  context: Context,
  method: Counted,
  account: Account,
): Promise<Result<Attempt, 'too-many-attempts'>> {
  const deviceCookie = await knownDeviceCookie(context, account.email);
  const source = { address: context.client.ipAddress, deviceCookie };
  const shared = sharedCounters(method, source);
  const own = accountCounter(method, account, source);
  const counted = await consumeAll(context, [...shared, own]);
  if (!counted.ok) return counted;
  return succeed({
    accountKey: own.key,
    sharedKeys: shared.map(({ key }) => key),
    consecutiveFailures: counted.value,
    isKnown: deviceCookie !== null,
  });
}

/**
 * As `consumeAttempt`, for what can't be guessed: only the address is counted, so that nobody can lock an account.
 * `email` is that of the account, where one is known: of its own browsers nothing is counted.
 */
export async function consumeSharedAttempt(
  context: Context,
  method: 'passkey',
  email: string | null,
): Promise<Result<{ refund(): Promise<void> }, 'too-many-attempts'>> {
  const deviceCookie = email === null ? null : await knownDeviceCookie(context, email);
  const counters = sharedCounters(method, { address: context.client.ipAddress, deviceCookie });
  const counted = await consumeAll(context, counters);
  if (!counted.ok) return counted;
  return succeed({
    async refund() {
      for (const { key } of counters) await refundAttempt(context.db, key);
    },
  });
}

/** Takes one from each counter, or from none. Returns the consecutive failures of the last one. */
export async function consumeAll(
  context: Context,
  counters: readonly Counter[],
): Promise<Result<number, 'too-many-attempts'>> {
  const { db, now, client } = context;
  const taken: string[] = [];
  let consecutiveFailures = 0;
  for (const counter of counters) {
    const [claimed] = await tryConsume(db, counter, now);
    if (!claimed) {
      for (const key of taken) await refundAttempt(db, key);
      const until = (await findAttemptWait(db, counter, now)) ?? now;
      context.log.warn(
        { event: 'limit-hit', counter: limitOf(counter.key), address: client.ipAddress },
        'a guess was not evaluated',
      );
      metrics().limitHit(counter.key);
      return refuse('too-many-attempts', { minutes: minutesUntil(until, now) });
    }
    taken.push(counter.key);
    consecutiveFailures = claimed.consecutiveFailures;
  }
  return succeed(consecutiveFailures);
}

/**
 * Clears the counters of codes for a new authenticator: they were about another secret, and a hundred consecutive wrong
 * codes would disable it at its first code. Only after the proof that confirms it.
 */
export function clearCodeCounters(tx: Db, userId: string) {
  return deleteAttempts(
    tx,
    secondFactorKeys(userId).filter((key) => key.startsWith('totp:')),
  );
}

/**
 * Lifts lockouts after a new password: an attacker behind the old one is out, and the owner need not wait for what they
 * did. Consecutive wrong codes stay counted, up to the hundred that disable the app's codes: else each change would buy
 * new attempts.
 */
export function liftSecondFactorLocks(tx: Db, userId: string) {
  return liftLocks(tx, secondFactorKeys(userId));
}

/**
 * Records a success: resets the account's consecutive failures, and refunds this one attempt to the shared counters.
 */
export async function recordSuccess({ db }: Context, attempt: Attempt): Promise<void> {
  await resetFailures(db, attempt.accountKey);
  for (const key of attempt.sharedKeys) await refundAttempt(db, key);
}
