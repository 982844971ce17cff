import { claimAttempt, findAttemptWait, forgiveAttempts, giveAttemptBack } from '../../db/attempts.ts';
import type { Db } from '../../db/store.ts';
import { limitOf, metrics } from '../metrics.ts';
import { type Result, refuse, succeed } from '../result.ts';
import { accountCounter, type Counted, minutesUntil, sharedCounters } from '../rules/attempt-limit.ts';
import type { Context } from './context.ts';
import { knownBrowserOf } from './known-browser.ts';

/** A guess that was counted: what a success gives back, and how many failures in a row it would make. */
export type Attempt = { readonly accountKey: string; readonly sharedKeys: readonly string[]; readonly inARow: number };

/**
 * Takes one guess of `method` on `account` (its canonical address) from every counter before the guess is
 * evaluated. Counted by address, whether or not there is such an account: a lock tells nothing about who has
 * one. The account's counter comes last, so that a flood the others stop does not lock it.
 */
export async function countAttempt(
  context: Context,
  method: Counted,
  account: string,
): Promise<Result<Attempt, 'too-many-attempts'>> {
  const { db, now, client } = context;
  const guesser = { address: client.address, knownBrowser: await knownBrowserOf(context, account) };
  const shared = sharedCounters(method, guesser);
  const own = accountCounter(method, account, guesser);
  let inARow = 0;
  for (const counter of [...shared, own]) {
    const [claimed] = await claimAttempt(db, counter, now);
    if (!claimed) {
      const until = (await findAttemptWait(db, counter, now)) ?? now;
      context.log.warn(
        { event: 'limit-hit', counter: limitOf(counter.key), address: client.address },
        'a guess was not evaluated',
      );
      metrics().limitHit(counter.key);
      return refuse('too-many-attempts', { minutes: minutesUntil(until, now) });
    }
    inARow = claimed.inARow;
  }
  return succeed({ accountKey: own.key, sharedKeys: shared.map((counter) => counter.key), inARow });
}

/**
 * A new authenticator begins with a clean counter of wrong codes in a row: those before it were about another secret,
 * and a hundred of them would suspend it at its first code. Only after the proof that confirms it.
 */
export function clearCodeCounter(tx: Db, email: string) {
  return forgiveAttempts(tx, accountCounter('totp', email, { address: 'unknown', knownBrowser: null }).key);
}

/** The guess was right: the account's row of failures ends; of the shared counters it gets only itself back. */
export async function forgiveAttempt({ db }: Context, attempt: Attempt): Promise<void> {
  await forgiveAttempts(db, attempt.accountKey);
  for (const key of attempt.sharedKeys) await giveAttemptBack(db, key);
}
