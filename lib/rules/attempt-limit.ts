import { limits } from '../limits.ts';
import type { SecondFactor } from './methods.ts';

/** What is counted apart, so that one lock leaves the other ways open. */
export type Counted = 'password' | 'enrolment' | SecondFactor;

const perDay: Readonly<Record<Counted, number>> = {
  password: limits.passwordAttemptsPerDay,
  // Apart from `totp`: whoever sets up a secret of their own must not be able to clear that counter.
  enrolment: limits.codeAttemptsPerDay,
  totp: limits.codeAttemptsPerDay,
  'recovery-code': limits.recoveryCodeAttemptsPerDay,
};

/** Evaluated failures a method may have within `limits.attemptWindowMs`. */
export function attemptsPerDay(method: Counted): number {
  return perDay[method];
}


/** Whole minutes until `end`, at least one: what the person is told. */
export function minutesUntil(end: Date, now: Date): number {
  return Math.max(1, Math.ceil((end.getTime() - now.getTime()) / 60_000));
}
