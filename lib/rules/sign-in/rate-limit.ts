import { limits, MINUTE_MS } from '../../config/limits.ts';
import { addressBlocks } from './address-block.ts';
import type { SecondFactor } from './authentication-methods.ts';

/** What is counted apart, so that one lock leaves the other ways open. */
export type Counted = 'password' | 'enrolment' | SecondFactor;

/** A counter and its numbers: failures in a row before a wait, the waits, failures in a window. */
export type Counter = {
  readonly key: string;
  readonly consecutiveFailures: number;
  readonly lockoutsMs: readonly [number, number, number];
  readonly perWindow: number;
  readonly windowMs: number;
};

/** Who guesses: from where, and in which browser, if it signed in to this account before. */
type Guesser = { address: string; deviceCookie: string | null };

/**
 * Whose secret is guessed. Passwords are counted by address, whether or not there is such an account; everything else
 * by the account's id, which a change of address does not renew (attack A-31).
 */
export type Account = { email: string; id?: string };

const perDay: Readonly<Record<Counted, number>> = {
  password: limits.passwordAttemptsPerDay,
  // Apart from `totp`: whoever sets up a secret of their own must not be able to clear that counter.
  enrolment: limits.codeAttemptsPerDay,
  totp: limits.codeAttemptsPerDay,
  'recovery-code': limits.recoveryCodeAttemptsPerDay,
  'bypass-code': limits.recoveryCodeAttemptsPerDay,
};

/**
 * The counter of one method on one account. Browsers that signed in to it before have their own: whoever hammers the
 * account from outside locks only outsiders (attacks B-11, A-30). For passwords each has one; for second factors all
 * have one together, so that a list of device cookies is no list of budgets.
 */
export function accountCounter(method: Counted, account: Account, { deviceCookie }: Guesser): Counter {
  const whose = method === 'password' ? account.email : (account.id ?? account.email);
  const own = deviceCookie ? { password: `#${deviceCookie}`, totp: '#known', 'recovery-code': '#known' } : {};
  const suffix = own[method as keyof typeof own] ?? '';
  return {
    key: `${method}:${whose}${suffix}`,
    consecutiveFailures: limits.failuresBeforeLockout,
    lockoutsMs: limits.attemptLockoutsMs,
    perWindow: method === 'totp' && deviceCookie ? limits.knownCodeAttemptsPerDay : perDay[method],
    windowMs: limits.attemptDayMs,
  };
}

/** The key of the counter of an administrator's code. */
export function bypassKey(id: string): string {
  return `bypass-code:${id}`;
}

/** The keys of everything that is counted about the second factor of an account. */
export function secondFactorKeys(id: string): string[] {
  return ['totp', 'recovery-code']
    .flatMap((method) => [`${method}:${id}`, `${method}:${id}#known`])
    .concat(bypassKey(id));
}

/** The keys of everything that is counted about an account, for when it is deleted. */
export function accountKeys({ id, email }: Required<Account>, deviceCookies: readonly string[]): string[] {
  return [
    ...secondFactorKeys(id),
    `enrolment:${id}`,
    `password:${email}`,
    ...deviceCookies.map((browser) => `password:${email}#${browser}`),
    `mail:${email}`,
  ];
}

/**
 * The counters that a guess passes before its account's: of all outsiders together, and of its address. A browser that
 * the account knows passes none of them: one person who hammers must not lock out a whole office behind one address
 * (attack A-32). Nor does an administrator's code, which lives 30 minutes.
 */
export function sharedCounters(method: Counted, { address, deviceCookie }: Guesser): Counter[] {
  if (deviceCookie || method === 'bypass-code') return [];
  return [
    ...(method === 'password' ? [hourly('password@all', limits.allAttemptsPerHour)] : []),
    ...addressBlocks(address).map(({ block, share }) =>
      hourly(`@${block}`, Math.ceil(limits.addressAttemptsPerHour * share)),
    ),
  ];
}

/** The counters of sign-ups from one source: each costs a hash, and a mail to somebody who may not want it. */
export function signUpCounters(address: string): Counter[] {
  return addressBlocks(address)
    .filter(({ share }) => share >= 1)
    .map(({ block, share }) => hourly(`sign-up@${block}`, Math.ceil(limits.signUpsPerAddressPerHour * share)));
}

/** The counter of mails that strangers can cause to an address. */
export function mailCounter(address: string): Counter {
  return hourly(`mail:${address}`, limits.mailsPerAddressPerHour);
}

/** How the keys of hourly counters begin; all others count for a day. */
export const hourlyKeys = ['@', 'mail:', 'sign-up@', 'password@all'] as const;

/** Counts failures of many accounts: in the window only, since failures "in a row" mean nothing there. */
function hourly(key: string, perWindow: number): Counter {
  return { key, consecutiveFailures: 1_000_000_000, lockoutsMs: [0, 0, 0], perWindow, windowMs: limits.attemptHourMs };
}

/** Whole minutes until `end`, at least one: what the person is told. */
export function minutesUntil(end: Date, now: Date): number {
  return Math.max(1, Math.ceil((end.getTime() - now.getTime()) / MINUTE_MS));
}
