import { limits, MINUTE_MS } from '../../config/limits.ts';
import { addressBlocks } from './address-block.ts';
import type { SecondFactor } from './authentication-methods.ts';

/** What is counted apart, so that one lockout leaves the other ways open. */
export type Counted = 'password' | 'enrolment' | Exclude<SecondFactor, 'passkey' | 'security-key'>;

/** A counter and its numbers: consecutive failures before a lockout, the lockouts, failures in a window. */
export type Counter = {
  readonly key: string;
  readonly consecutiveFailures: number;
  readonly lockoutsMs: readonly [number, number, number];
  readonly perWindow: number;
  readonly windowMs: number;
};

/** Where an attempt comes from: its IP address, and its browser, if that signed in to this account before. */
type Guesser = { address: string; deviceCookie: string | null };

/**
 * The account of an attempt. Passwords are counted by email, whether or not it has an account; everything else by the
 * account's id, which a change of email doesn't renew (attack A-31).
 */
export type Account = { email: string; id?: string };

const perDay: Readonly<Record<Counted, number>> = {
  password: limits.passwordAttemptsPerDay,
  // Apart from `totp`: an attacker who sets up a secret of their own must not be able to clear that counter.
  enrolment: limits.codeAttemptsPerDay,
  totp: limits.codeAttemptsPerDay,
  'recovery-code': limits.recoveryCodeAttemptsPerDay,
  'bypass-code': limits.recoveryCodeAttemptsPerDay,
};

/**
 * Returns the counter of one method on one account. Browsers that signed in to it before have their own: an attacker
 * outside locks only outsiders (attacks B-11, A-30). For passwords each has one; for second factors all have one
 * together, so that a list of device cookies is no list of budgets.
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

/** Returns the key of the counter of bypass codes. */
export function bypassKey(id: string): string {
  return `bypass-code:${id}`;
}

/** Returns the keys of all counters of an account's second factor. */
export function secondFactorKeys(id: string): string[] {
  return ['totp', 'recovery-code']
    .flatMap((method) => [`${method}:${id}`, `${method}:${id}#known`])
    .concat(bypassKey(id));
}

/** Returns the keys of all counters of an account, for its deletion. */
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
 * Returns the counters that an attempt passes before its account's: of all outsiders together, and of its IP address.
 * Those of a browser that the account knows pass none: one attacker must not lock out a whole office behind one IP
 * address (attack A-32). Nor does a bypass code, which lives 30 minutes.
 */
export function sharedCounters(method: Counted | 'passkey', { address, deviceCookie }: Guesser): Counter[] {
  if (deviceCookie || method === 'bypass-code') return [];
  return [
    ...(method === 'password' ? [hourly('password@all', limits.allAttemptsPerHour)] : []),
    ...addressBlocks(address).map(({ block, share }) =>
      hourly(`@${block}`, Math.ceil(limits.addressAttemptsPerHour * share)),
    ),
  ];
}

/** Returns the counters of sign-ups from one source: each costs a hash, and a mail that its recipient may not want. */
export function signUpCounters(address: string): Counter[] {
  return addressBlocks(address)
    .filter(({ share }) => share >= 1)
    .map(({ block, share }) => hourly(`sign-up@${block}`, Math.ceil(limits.signUpsPerAddressPerHour * share)));
}

/** Returns the counter of mails that strangers can cause to an email. */
export function mailCounter(address: string): Counter {
  return hourly(`mail:${address}`, limits.mailsPerAddressPerHour);
}

/**
 * Returns the counters of wrong secrets of an app. By IP address too, so that nobody elsewhere can lock an app out: its
 * secret can't be guessed.
 */
export function appSecretCounters(appId: string, address: string): Counter[] {
  return addressBlocks(address).map(({ block, share }) =>
    hourly(`app-secret:${appId}@${block}`, Math.ceil(limits.appSecretFailuresPerHour * share)),
  );
}

/** How the keys of hourly counters begin; all others count for a day. */
export const hourlyKeys = ['@', 'mail:', 'sign-up@', 'password@all', 'app-secret:'] as const;

/** Counts failures of many accounts: in the window only, since consecutive failures mean nothing there. */
function hourly(key: string, perWindow: number): Counter {
  return { key, consecutiveFailures: 1_000_000_000, lockoutsMs: [0, 0, 0], perWindow, windowMs: limits.attemptHourMs };
}

/** Returns whole minutes until `end`, at least one, as the user reads them. */
export function minutesUntil(end: Date, now: Date): number {
  return Math.max(1, Math.ceil((end.getTime() - now.getTime()) / MINUTE_MS));
}
