import type { Parts } from '../parts.ts';

/** What happened to the account, for its owner. */
export const activity = {
  title: 'Activity',
  about: 'Recent activity on your account, newest first.',
  list: 'Activity on your account',
  filters: {
    heading: 'Show',
    names: { 'sign-ins': 'Sign-ins', security: 'Security', all: 'All' },
  },
  download: 'Download CSV',
  /** The first line of that file. */
  columns: { at: 'When (UTC)', kind: 'Kind', what: 'What', browser: 'Browser', address: 'Address' },
  newer: 'Newer',
  older: 'Older',
  empty: 'Nothing here yet.',
  emptyPage: 'Nothing earlier.',
  notMe: 'This wasn’t me',
  notMePage: {
    title: 'This wasn’t me',
    about: 'Someone else may have access to your account. Secure it now:',
    steps: {
      sessions: 'Every other browser will be signed out. You’ll stay signed in here.',
      password: 'You’ll choose a new password.',
      providers: 'You’ll check the account that you sign in with.',
      oneTimePasswords: 'You’ll get new one-time passwords, in case someone saw the ones you have.',
    },
    submit: 'Sign out everyone else',
    pending: 'Signing out…',
    back: 'Back',
  },
  /** The email was changed lately: it goes back, unless the owner did that. */
  changeBack: {
    about: <E>({ day }: { day: E }): Parts<E> => [
      'Your email address was changed on ',
      day,
      '. If that was you, untick this.',
    ],
    label: ({ email }: { email: string }) => `Change my email address back to ${email}`,
    hint: 'You’ll be signed out everywhere, including here. We’ll email a link there to choose a new password.',
  },
  /** It was, and can't go back from this browser. */
  addressStep: {
    heading: 'One more step.',
    text: <E>({ day, email, admin }: { day: E; email: E; admin: (text: string) => E }): Parts<E> => [
      'Your email address was changed on ',
      day,
      ', before we knew this browser. If that wasn’t you, use the link we sent to ',
      email,
      ', or ask ',
      admin('an administrator'),
      '.',
    ],
  },
};
