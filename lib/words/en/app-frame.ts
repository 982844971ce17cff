import { limits, MINUTE_MS } from '../../config/limits.ts';
import type { Parts } from '../parts.ts';
import { plurals } from '../plural.ts';

const p = plurals('en');
const minutes = limits.reauthenticationMaxAgeMs / MINUTE_MS;

/** What stands around every page after sign-in: the sidebar, the menu of the name, and the notices above a page. */
export const appFrame = {
  skip: 'Skip to content',
  menu: 'Menu',
  closeMenu: 'Close menu',
  sidebar: 'Sidebar',
  main: 'Main',
  home: 'Home',
  account: 'Account',
  administration: 'Administration',
  people: 'People',
  groups: 'Groups',
  apps: 'Apps',
  policy: 'Policy',
  events: 'Events',
  profile: 'Profile',
  theme: 'Theme',
  signOut: 'Sign out',
  dismiss: 'Dismiss',
  required: {
    heading: ({ appName }: { appName: string }) => `${appName} requires two-factor authentication.`,
    overdue: 'Set it up to continue. Until then, only Password and Two-Factor Auth are available.',
    daysLeft: ({ days }: { days: number }) =>
      p(days, { one: 'You have 1 day to set it up.', other: `You have ${days} days to set it up.` }),
    setUp: 'Set up now',
  },
  reset: {
    coming: <E>({ time }: { time: E }): Parts<E> => [
      'An administrator has scheduled a two-factor reset. After ',
      time,
      ', a link that we’ll email you can turn off two-factor authentication. If you didn’t ask for this, keep it on.',
    ],
    due: <E>({ time }: { time: E }): Parts<E> => [
      'Since ',
      time,
      ', the link we emailed you can turn off two-factor authentication. If you didn’t ask for this, keep it on.',
    ],
    keep: 'Keep it on',
  },
  oneTimePassword: {
    used: ({ number, left }: { number: number; left: number }) =>
      left === 0
        ? `You signed in with one-time password ${number}. You have none left.`
        : `You signed in with one-time password ${number}. You have ${left} left.`,
    allUsed: 'You’ve used all your one-time passwords. If you lose your phone, you’ll be locked out.',
    bypass: 'You signed in with a one-time sign-in code from an administrator. It can’t be used again.',
    thenMove: `Get new ones within ${minutes} minutes of signing in, then use one of them to move to a new phone.`,
    move: 'Move to a new phone',
    renew: 'Get new one-time passwords',
  },
};
