import { plurals } from '../plural.ts';

const p = plurals('en');

/** How `npm run admin` shows people: `user list` and `user show`. */
export const commandPeople = {
  counted: ({ shown, total }: { shown: number; total: number }) => `${shown} of ${total}`,
  twoFactor: {
    on: 'two-factor on',
    off: 'two-factor off',
    suspended: 'two-factor on, app disabled',
  },
  administrator: 'administrator',
  disabled: 'disabled',
  account: ({ since }: { since: string }) => `account    created ${since}`,
  disabledSince: ({ since }: { since: string }) => `disabled   since ${since}`,
  deletionDue: ({ due }: { due: string }) => `deletion   due ${due}`,
  emailChange: ({ to, due }: { to: string; due: string }) => `email      changes to ${to} after ${due}`,
  waysIn: ({ ways }: { ways: string | null }) => (ways ? `ways in    ${ways}` : 'ways in    none'),
  apps: ({ names }: { names: string }) => `apps       ${names}`,
  groups: ({ names }: { names: string }) => `groups     ${names}`,
  password: 'password',
  /** `onDevice`: how many of them can't leave their device. */
  passkeys: ({ count, onDevice }: { count: number; onDevice: number }) => {
    const all = p(count, { one: '1 passkey', other: `${count} passkeys` });
    return onDevice > 0 ? `${all} (${onDevice} on one device only)` : all;
  },
  factor: {
    off: 'two-factor off',
    on: ({ since, has, left }: { since: string; has: readonly string[]; left: number }) => {
      const on = [`two-factor on since ${since}`, ...has].join(', ');
      return p(left, {
        one: `${on}, 1 one-time password left`,
        other: `${on}, ${left} one-time passwords left`,
      });
    },
    apps: ({ count }: { count: number }) => p(count, { one: '1 app', other: `${count} apps` }),
    securityKeys: ({ count }: { count: number }) =>
      p(count, { one: '1 security key', other: `${count} security keys` }),
    suspended: 'app        disabled until they set it up again',
  },
  resetDue: ({ due }: { due: string }) => `reset      due ${due}`,
  sessions: ({ count }: { count: number }) => `sessions   ${count}`,
  session: ({ ref, browser, lastUsed }: { ref: string; browser: string; lastUsed: string }) =>
    `  ${ref}  ${browser}, last used ${lastUsed}`,
};
