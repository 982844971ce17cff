import type { Parts } from '../parts.ts';
import { plurals } from '../plural.ts';

const p = plurals('en');

/** What the organisation requires, for administrators. Numbers that are texts come formatted. */
export const policy = {
  title: 'Policy',
  lead: 'What your organisation requires of people, and how far along they are.',
  adoption: {
    title: 'Two-factor adoption',
    about: ({ weeks }: { weeks: number }) => p(weeks, { one: 'Last week.', other: `Last ${weeks} weeks.` }),
    aboutToday: 'As of today.',
    share: ({ withTwoFactor, all }: { withTwoFactor: string; all: string }) => `${withTwoFactor} of ${all} people`,
    shareOfOne: ({ withTwoFactor }: { withTwoFactor: string }) => `${withTwoFactor} of 1 person`,
    withTwoFactor: 'With two-factor',
    withPasskey: 'With a passkey',
    all: 'All people',
    without: ({ number }: { number: string }) => `${number} without two-factor.`,
    withoutAndOverdue: ({ number, overdue }: { number: string; overdue: string }) =>
      `${number} without two-factor, ${overdue} of them overdue.`,
    everyone: 'Everyone has two-factor on.',
    seeWho: 'See who',
    passkeys: ({ number }: { number: string }) => `${number} with a passkey.`,
    showData: 'Show data',
    week: 'Week to',
  },
  rules: {
    title: 'Rules',
    about: 'Server settings. To change one, edit the server’s environment or .env file and restart it.',
    setBy: <E>({ setting }: { setting: E }): Parts<E> => ['Set by ', setting],
    twoFactor: {
      name: 'Two-factor authentication',
      values: {
        optional: 'Optional',
        admins: 'Required for administrators',
        everyone: 'Required for everyone',
      },
      optionalNote: 'Administrators need it to use Administration.',
    },
    from: { name: 'Required from', always: 'The day each account is created' },
    grace: {
      name: 'Grace period',
      none: 'None',
      days: ({ days }: { days: number }) => p(days, { one: '1 day', other: `${days} days` }),
    },
    passkeys: {
      name: 'Passkeys',
      on: <E>({ host }: { host: E }): Parts<E> => ['On, for ', host],
      off: 'Off',
    },
    signUp: {
      name: 'Sign-up',
      values: { open: 'Open to anyone', invitation: 'By invitation', closed: 'Closed' },
      domains: 'Open to some domains',
    },
    domains: 'Sign-up domains',
    reset: {
      name: 'Two-factor resets take effect',
      none: 'Right away',
      hours: ({ hours }: { hours: number }) => p(hours, { one: 'After 1 hour', other: `After ${hours} hours` }),
    },
    password: {
      name: 'Passwords',
      length: ({ minimum }: { minimum: number }) =>
        p(minimum, { one: 'At least 1 character', other: `At least ${minimum} characters` }),
    },
    session: {
      name: 'Sessions end after',
      days: ({ days }: { days: number }) => p(days, { one: '1 day', other: `${days} days` }),
    },
    idle: {
      name: 'Idle sessions end after',
      hours: ({ hours }: { hours: number }) => p(hours, { one: '1 hour', other: `${hours} hours` }),
    },
    audit: {
      name: 'Events are kept for',
      days: ({ days }: { days: number }) => p(days, { one: '1 day', other: `${days} days` }),
    },
  },
};
