import type { Parts } from '../parts.ts';
import { plurals } from '../plural.ts';

const p = plurals('en');

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
};
