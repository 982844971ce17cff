import type { Parts } from '../parts.ts';
import { plurals } from '../plural.ts';

const p = plurals('en');

/** Apps of a person: on Home, on a page of their own, and on the tab of the profile. */
export const myApps = {
  launcher: {
    title: 'Your apps',
    lead: 'Apps that you can open with this account',
    all: ({ count }: { count: number }) => p(count, { one: 'View all apps', other: `View all ${count} apps` }),
    signedIn: 'Where you’re signed in',
    search: 'Search your apps',
    clear: 'Clear search',
    notFound: 'No app matches by name or description. Try another word.',
  },
  needsTwoFactor: 'Needs two-factor authentication',
  none: {
    open: <E>({ ask }: { ask: E }): Parts<E> => ['No app is open to you yet. If you need one, ', ask, '.'],
    ask: 'ask an administrator',
    inUse: 'You’re not signed in to any app.',
  },
  title: 'Apps',
  about: 'Apps that you’re signed in to with this account. Each knows your name, your email address and your groups.',
  list: 'Apps that you’re signed in to',
  used: <E>({ time }: { time: E }): Parts<E> => ['Last used ', time],
  browsers: ({ count }: { count: number }) => p(count, { one: 'in 1 browser', other: `in ${count} browsers` }),
  stays: 'stays signed in when you sign out here',
  leave: 'Sign out',
  pending: 'Signing out…',
};
