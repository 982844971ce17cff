import { type AttemptBudget, claimAttempt, findAttemptWait, forgiveAttempts } from '../../db/attempts.ts';
import { limits } from '../limits.ts';
import { type Result, refuse, succeed } from '../result.ts';
import { type Counted, attemptsPerDay, minutesUntil } from '../rules/attempt-limit.ts';
import type { Context } from './context.ts';

/**
 * Takes one guess of `method` on `account` (its canonical address) before the guess is evaluated, and
 * answers the key with which a success gives it back. Counted by address, whether or not there is such an
 * account: a lock tells nothing about who has one.
 */
export async function countAttempt({ db, now }: Context, method: Counted, account: string): Promise<Result<string, 'too-many-attempts'>> {
  const key = `${method}:${account}`;
  const budget = budgetOf(method);
  const [claimed] = await claimAttempt(db, key, budget, now);
  if (claimed) return succeed(key);
  const until = await findAttemptWait(db, key, budget, now);
  return refuse('too-many-attempts', { minutes: minutesUntil(until ?? now, now) });
}

/** The guess was right: the row of failures ends. */
export async function forgiveAttempt({ db }: Context, key: string): Promise<void> {
  await forgiveAttempts(db, key);
}

function budgetOf(method: Counted): AttemptBudget {
  return {
    inARow: limits.attemptsInARow,
    waitsMs: limits.attemptWaitsMs,
    perWindow: attemptsPerDay(method),
    windowMs: limits.attemptWindowMs,
  };
}
