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

/** A guess that was counted: what a success gives back, and how many failures in a row it would make. */
export type Attempt = {
  readonly accountKey: string;
  readonly sharedKeys: readonly string[];
  readonly consecutiveFailures: number;
  /** Whether the account knows the browser that guesses. */
  readonly isKnown: boolean;
};

/**
 * Takes one guess of `method` on `account` from every counter before the guess is evaluated. The account's counter comes
 * last, so that a flood the others stop does not lock it; where it is locked the others get theirs back, since nothing
 * is evaluated: who hammers one locked account must not use up what an office shares.
 */
export async function consumeAttempt(
  context: Context,
  method: Counted,
  account: Account,
): Promise<Result<Attempt, 'too-many-attempts'>> {
  const deviceCookie = await knownDeviceCookie(context, account.email);
  const guesser = { address: context.client.ipAddress, deviceCookie };
  const shared = sharedCounters(method, guesser);
  const own = accountCounter(method, account, guesser);
  const counted = await countAll(context, [...shared, own]);
  if (!counted.ok) return counted;
  return succeed({
    accountKey: own.key,
    sharedKeys: shared.map(({ key }) => key),
    consecutiveFailures: counted.value,
    isKnown: deviceCookie !== null,
  });
}

/** Takes one from each counter, or from none. Answers how many in a row the last one has. */
export async function countAll(
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
 * A new authenticator begins with clean counters of codes: those before it were about another secret, and a hundred
 * wrong ones in a row would suspend it at its first code. Only after the proof that confirms it.
 */
export function clearCodeCounters(tx: Db, userId: string) {
  return deleteAttempts(
    tx,
    secondFactorKeys(userId).filter((key) => key.startsWith('totp:')),
  );
}

/**
 * A new password: whoever guessed behind the old one is out, and the owner need not wait for what they did. The wrong
 * codes in a row stay, up to the hundred that suspend the app's codes: else each change would buy new guesses.
 */
export function liftSecondFactorLocks(tx: Db, userId: string) {
  return liftLocks(tx, secondFactorKeys(userId));
}

/** The guess was right: the account's row of failures ends; of the shared counters it gets only itself back. */
export async function recordSuccess({ db }: Context, attempt: Attempt): Promise<void> {
  await resetFailures(db, attempt.accountKey);
  for (const key of attempt.sharedKeys) await refundAttempt(db, key);
}
