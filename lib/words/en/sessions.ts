import type { Parts } from '../parts.ts';
import { plurals } from '../plural.ts';

const p = plurals('en');

/** The browsers that are signed in. */
export const sessions = {
  title: 'Sessions',
  about: 'Browsers signed in to your account. Sign out any you don’t recognise.',
  aboutAlone: 'No other browser is signed in to your account.',
  list: 'Browsers signed in',
  own: 'This browser',
  activeNow: 'Active now',
  active: <E>({ time }: { time: E }): Parts<E> => ['Last active ', time],
  /** `methods`: a list, as below. */
  signedIn: <E>({ time, methods }: { time: E; methods: string }): Parts<E> => ['Signed in ', time, ` with ${methods}`],
  methods: {
    password: 'password',
    totp: 'authenticator code',
    'recovery-code': 'one-time password',
    passkey: 'passkey',
    'security-key': 'security key',
    'bypass-code': 'one-time sign-in code from an administrator',
  },
  row: { signOut: 'Sign out', pending: 'Signing out…' },
  endOthers: 'Sign out all other browsers',
  othersEnded: 'All other browsers have been signed out.',
  dialog: {
    title: 'Sign out all other browsers',
    cancel: 'Cancel',
    submit: 'Sign out all other browsers',
    pending: 'Signing out…',
  },
  ending: ({ count }: { count: number }) =>
    p(count, {
      one: 'This signs out 1 other browser right away. You stay signed in here.',
      other: `This signs out ${count} other browsers right away. You stay signed in here.`,
    }),
};
