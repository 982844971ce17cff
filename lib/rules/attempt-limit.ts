import { limits } from '../limits.ts';
import { addressBlock } from './client-address.ts';
import type { SecondFactor } from './methods.ts';

/** What is counted apart, so that one lock leaves the other ways open. */
export type Counted = 'password' | 'enrolment' | Exclude<SecondFactor, 'bypass-code'>;

/** A counter and its numbers: failures in a row before a wait, the waits, failures in a window. */
export type Counter = {
  readonly key: string;
  readonly inARow: number;
  readonly waitsMs: readonly [number, number, number];
  readonly perWindow: number;
  readonly windowMs: number;
};

/** Who guesses: from where, and in which browser, if it signed in to this account before. */
type Guesser = { address: string; knownBrowser: string | null };

const perDay: Readonly<Record<Counted, number>> = {
  password: limits.passwordAttemptsPerDay,
  // Apart from `totp`: whoever sets up a secret of their own must not be able to clear that counter.
  enrolment: limits.codeAttemptsPerDay,
  totp: limits.codeAttemptsPerDay,
  // Bypass codes are typed in the same field and count with them.
  'recovery-code': limits.recoveryCodeAttemptsPerDay,
};

/**
 * The counter of one method on one account. A browser that signed in to it before has its own for passwords:
 * whoever hammers the account from outside locks only outsiders (attack B-11).
 */
export function accountCounter(method: Counted, account: string, { knownBrowser }: Guesser): Counter {
  const own = method === 'password' && knownBrowser ? `#${knownBrowser}` : '';
  return {
    key: `${method}:${account}${own}`,
    inARow: limits.attemptsInARow,
    waitsMs: limits.attemptWaitsMs,
    perWindow: perDay[method],
    windowMs: limits.attemptDayMs,
  };
}

/** The counters that a guess passes before its account's: of all outsiders together, and of its address. */
export function sharedCounters(method: Counted, { address, knownBrowser }: Guesser): Counter[] {
  const block = addressBlock(address);
  return [
    ...(method === 'password' && !knownBrowser ? [hourly('password@all', limits.allAttemptsPerHour)] : []),
    ...(block ? [hourly(`@${block}`, limits.addressAttemptsPerHour)] : []),
  ];
}

/** The counter of mails that strangers can cause to an address. */
export function mailCounter(address: string): Counter {
  return hourly(`mail:${address}`, limits.mailsPerAddressPerHour);
}

/** Counts failures of many accounts: in the window only, since failures "in a row" mean nothing there. */
function hourly(key: string, perWindow: number): Counter {
  return { key, inARow: 1_000_000_000, waitsMs: [0, 0, 0], perWindow, windowMs: limits.attemptHourMs };
}

/** Whole minutes until `end`, at least one: what the person is told. */
export function minutesUntil(end: Date, now: Date): number {
  return Math.max(1, Math.ceil((end.getTime() - now.getTime()) / 60_000));
}
