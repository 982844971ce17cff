import type { Parts } from '../parts.ts';
import { plurals } from '../plural.ts';

const p = plurals('en');

/** Apps of a person: on Home, and on the tab of the profile. */
export const myApps = {
  home: {
    heading: 'Your apps',
    all: 'Where you’re signed in',
    needsTwoFactor: 'Needs two-factor authentication',
    empty: <E>({ ask }: { ask: E }): Parts<E> => ['No app is open to you yet. If you need one, ', ask, '.'],
    ask: 'ask an administrator',
  },
  title: 'Apps',
  about: 'Apps that you’re signed in to with this account. Each knows your name, your email address and your groups.',
  list: 'Apps that you’re signed in to',
  used: <E>({ time }: { time: E }): Parts<E> => ['Last used ', time],
  browsers: ({ count }: { count: number }) => p(count, { one: 'in 1 browser', other: `in ${count} browsers` }),
  stays: 'stays signed in when you sign out here',
  leave: 'Sign out',
  pending: 'Signing out…',
  none: 'You’re not signed in to any app.',
};
