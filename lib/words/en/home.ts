import { limits } from '../../config/limits.ts';
import type { Parts } from '../parts.ts';
import { plurals } from '../plural.ts';

const p = plurals('en');

/** The first page after sign-in. */
export const home = {
  title: 'Home',
  heading: <E>({ name }: { name: E }): Parts<E> => ['Hello, ', name],
  lead: 'Your account security at a glance',
  health: {
    strong: {
      heading: 'Your account is well protected',
      text: 'Two-factor authentication is on and your one-time passwords are ready if you lose your phone.',
      act: 'Review security',
    },
    'few-one-time-passwords': {
      heading: 'You’re running out of one-time passwords',
      text: 'Without them you’d be locked out if you lost your phone.',
      act: 'Get new one-time passwords',
    },
    'no-one-time-passwords': {
      heading: 'You’ve used all your one-time passwords',
      text: 'If you lose your phone, you’ll be locked out.',
      act: 'Get new one-time passwords',
    },
    'app-disabled': {
      heading: 'Your authenticator app is disabled',
      text: 'Sign in with one-time passwords until you set up your app again.',
      act: 'Set up your app again',
    },
    'no-two-factor': {
      heading: 'Protect your account with two-factor authentication',
      text: 'Then a stolen password isn’t enough. Takes about two minutes.',
      act: 'Set it up',
    },
  },
  notNow: 'Not now',
  checks: {
    heading: 'What protects your account',
    twoFactorOn: <E>({ day }: { day: E }): Parts<E> => ['Two-factor on since ', day],
    twoFactorOff: 'Two-factor is off',
    oneTimePasswords: ({ left, of }: { left: number; of: number }) => `${left} of ${of} one-time passwords left`,
    lastSignIn: <E>({ time, browser }: { time: E; browser: E }): Parts<E> => ['Last sign-in: ', time, ', ', browser],
    firstSignIn: 'This is your first sign-in',
    otherSessions: ({ count }: { count: number }) =>
      count === 0
        ? 'No other active sessions'
        : p(count, { one: '1 other active session', other: `${count} other active sessions` }),
  },
  passkeyOffer: {
    heading: 'Sign in faster next time',
    text: 'Use your fingerprint, face or device PIN instead of your password.',
    withoutPassword: 'Use your fingerprint, face or device PIN.',
    notNow: 'Not now',
    neverAgain: 'Don’t ask again',
  },
  passkeySaved: {
    text: ({ name }: { name: string }) =>
      `A passkey was saved as “${name}” when you signed in. Next time you can use it instead of your password.`,
    remove: 'Don’t want it? Remove it',
  },
  recent: { heading: 'Recent activity', all: 'View all', notMe: 'Wasn’t you?', empty: 'Nothing here yet.' },
  refusedCodes: {
    heading: <E>({ time }: { time: E }): Parts<E> => [
      `${limits.refusedCodesBeforeNotice} incorrect codes in a row were entered, the last one `,
      time,
      '.',
    ],
    withPassword: 'If this wasn’t you, someone may know your password.',
    withoutPassword: 'If this wasn’t you, someone may be using the account that you sign in with.',
    activity: 'Check your activity',
    password: 'Change your password',
  },
};
