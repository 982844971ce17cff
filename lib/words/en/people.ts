import { DAY_MS, limits } from '../../config/limits.ts';
import type { Parts } from '../parts.ts';
import { countedIn, plurals } from '../plural.ts';

const p = plurals('en');
const counted = countedIn('en');
const deletionDays = limits.deletionWaitMs / DAY_MS;

/** The list of everyone, for administrators. Numbers that are texts come formatted. */
export const people = {
  title: 'People',
  lead: ({ count, withTwoFactor }: { count: number; withTwoFactor: string }) =>
    p(count, {
      one: `1 person · ${withTwoFactor} with two-factor`,
      other: `${count} people · ${withTwoFactor} with two-factor`,
    }),
  /** Of a thousand and more. */
  leadOfMany: ({ number, withTwoFactor }: { number: string; withTwoFactor: string }) =>
    `${number} people · ${withTwoFactor} with two-factor`,
  atLeast: ({ number }: { number: string }) => `${number}+`,
  search: 'Search name or email',
  clear: 'Clear search',
  filters: {
    heading: 'Filter',
    all: 'All',
    'without-two-factor': 'Without two-factor',
    overdue: 'Overdue',
    'with-two-factor': 'With two-factor',
    'with-passkey': 'With a passkey',
    disabled: 'Disabled',
    admins: 'Administrators',
  },
  columns: {
    person: 'Person',
    twoFactor: 'Two-factor',
    waysIn: 'Signs in with',
    lastSignIn: 'Last sign-in',
    created: 'Created',
  },
  administrator: 'Administrator',
  toBeDeleted: 'Being deleted',
  twoFactor: {
    app: 'On',
    'app-disabled': 'App disabled',
    due: ({ days }: { days: number }) => p(days, { one: 'Due in 1 day', other: `Due in ${days} days` }),
    overdue: 'Overdue',
    off: 'Off',
    disabled: 'Disabled',
    'locked-down': 'Locked down',
  },
  password: 'Password',
  passkeys: ({ count }: { count: number }) => p(count, { one: '1 passkey', other: `${count} passkeys` }),
  noWayIn: 'Nothing yet',
  never: 'Never',
  /** What is older is no longer kept. */
  longAgo: ({ days }: { days: number }) =>
    p(days, { one: 'Not in the last day', other: `Not in the last ${days} days` }),
  range: ({ from, to, of }: { from: string; to: string; of: string }) => `${from}–${to} of ${of}`,
  previous: 'Previous',
  next: 'Next',
  noMatch: <E>({ search }: { search: E }): Parts<E> => ['No one matches “', search, '”'],
  nobody: 'No one here',
  showAll: 'Show everyone',
  /** Files of the list. Columns in their order. */
  export: {
    csv: 'CSV',
    jsonl: 'JSON Lines',
    columns: {
      email: 'Email address',
      name: 'Name',
      role: 'Role',
      twoFactor: 'Two-factor',
      twoFactorSince: 'Two-factor since',
      waysIn: 'Signs in with',
      lastSignIn: 'Last sign-in',
      created: 'Created',
      disabled: 'Disabled',
    },
  },
  /** The boxes of the list, and what is done to those who are ticked. */
  pick: {
    column: 'Select',
    one: ({ name }: { name: string }) => `Select ${name}`,
    all: 'Select everyone on this page',
    bar: 'With the people selected',
    count: counted({ one: '{n} selected', other: '{n} selected' }),
    acts: { remind: 'Remind', 'sign-out': 'Sign out', disable: 'Disable', delete: 'Delete' },
  },
  bulk: {
    remind: {
      title: ({ count }: { count: number }) =>
        p(count, { one: 'Remind 1 person of two-factor', other: `Remind ${count} people of two-factor` }),
      text: 'They’ll get an email with a link to set up two-factor authentication. No one gets more than one in 24 hours.',
      pending: 'Sending…',
    },
    'sign-out': {
      title: ({ count }: { count: number }) =>
        p(count, { one: 'Sign out 1 person', other: `Sign out ${count} people` }),
      text: 'All their sessions will end right away. They can sign in again.',
      pending: 'Signing out…',
    },
    disable: {
      title: ({ count }: { count: number }) =>
        p(count, { one: 'Disable 1 account', other: `Disable ${count} accounts` }),
      text: 'They’ll be signed out and won’t be able to sign in. Nothing is deleted.',
      pending: 'Disabling…',
    },
    delete: {
      title: ({ count }: { count: number }) => p(count, { one: 'Delete 1 account', other: `Delete ${count} accounts` }),
      text: `They’ll be signed out and won’t be able to sign in. After ${deletionDays} days everything that belongs to the accounts is deleted, except their events. Until then you can bring each of them back on their page.`,
      pending: 'Deleting…',
    },
    who: 'Who',
    aboutWho:
      'All of them or no one: if one of them changes before you confirm, nothing happens and we’ll tell you who.',
    aboutReminded: 'If someone sets it up or gets a reminder before you confirm, they’re left out.',
    leftOut: 'Left out',
    aboutLeftOut: 'Nothing happens to them.',
    why: {
      oneself: 'This is you. Another administrator can do this for you.',
      'disabled-already': 'Already disabled.',
      'leaving-already': 'Already being deleted.',
      'two-factor-on': 'Has two-factor on.',
      'reminded-already': 'Reminded within the last 24 hours.',
    },
    gone: ({ count }: { count: number }) =>
      p(count, {
        one: '1 of those selected has been deleted in the meantime.',
        other: `${count} of those selected have been deleted in the meantime.`,
      }),
    confirm: 'Confirm',
    about: 'They’ll each get an email about it, with your reason.',
    count: 'Type how many accounts that is',
    cancel: 'Cancel',
    back: 'Back to the list',
    nobody: 'There’s no one left to do this to.',
    none: 'Select at least one person.',
    many: ({ count }: { count: number }) =>
      `${count} people are selected. Select at most ${limits.peopleAtOnce} at once.`,
    done: 'Done. We’ve emailed each of them.',
  },
};
