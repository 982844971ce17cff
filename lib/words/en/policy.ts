import { limits } from '../../config/limits.ts';
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
  /** `who` and dates come finished. */
  preview: {
    title: 'What if',
    about: 'What a rule would mean for the people there are today. Nothing is changed.',
    who: 'Two-factor authentication is required for',
    choices: { everyone: 'everyone here', admins: 'administrators' },
    from: 'From',
    grace: 'Days to set it up',
    on: 'Who is overdue on',
    submit: 'Calculate',
    many: `Of more than ${limits.usersCounted} people only the command counts: npm run admin -- policy preview.`,
    missing: {
      everyone: ({ count, day }: { count: number; day: string }) =>
        p(count, {
          one: `If two-factor became required for everyone on ${day}: 1 person would have to set it up.`,
          other: `If two-factor became required for everyone on ${day}: ${count} people would have to set it up.`,
        }),
      admins: ({ count, day }: { count: number; day: string }) =>
        p(count, {
          one: `If two-factor became required for administrators on ${day}: 1 person would have to set it up.`,
          other: `If two-factor became required for administrators on ${day}: ${count} people would have to set it up.`,
        }),
    },
    overdue: ({ count, day }: { count: number; day: string }) =>
      p(count, {
        one: `1 of them would be overdue on ${day}, unless they set it up by then.`,
        other: `${count} of them would be overdue on ${day}, unless they set it up by then.`,
      }),
  },
  reminders: {
    title: 'Reminders',
    about: 'An email with a link to set up two-factor. No one gets more than one in 24 hours.',
    everyone: 'Everyone without two-factor',
    overdue: 'Those who are overdue',
    note: ({ count }: { count: number }) =>
      p(count, { one: '1 person would get a reminder now.', other: `${count} people would get a reminder now.` }),
    atMost: ({ number }: { number: string }) => `At most ${number} at a time. Send again for the rest.`,
    nobody: 'No one is left to remind today.',
    button: 'Send reminders',
    send: {
      everyone: ({ count }: { count: number }) =>
        p(count, { one: 'Send a reminder to 1 person', other: `Send a reminder to all ${count}` }),
      overdue: ({ count }: { count: number }) =>
        p(count, {
          one: 'Send a reminder to 1 person who is overdue',
          other: `Send a reminder to ${count} who are overdue`,
        }),
    },
    text: 'They’ll each get an email with your reason.',
    pending: 'Sending…',
    done: 'Reminders sent.',
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
