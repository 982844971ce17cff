import type { Parts } from '../parts.ts';

/** On the way to an app. */
export const authorize = {
  /** A request that can’t be answered to its app. */
  broken: {
    title: 'This app can’t sign you in',
    text: 'It isn’t set up correctly here, or the address was changed. Go back to the app and start again. If it keeps happening, tell an administrator.',
  },
  expired: {
    title: 'That took too long',
    text: 'Go back to the app and start again.',
  },
  closed: {
    title: <E>({ app }: { app: E }): Parts<E> => ['You can’t open ', app],
    text: 'It isn’t open to you. If you need it, ask an administrator.',
  },
  'two-factor': {
    title: <E>({ app }: { app: E }): Parts<E> => [app, ' needs two-factor authentication'],
    text: 'Turn it on under Profile, then open the app again.',
    button: 'Turn on two-factor',
  },
  again: {
    title: <E>({ app }: { app: E }): Parts<E> => [app, ' needs a fresh sign-in'],
    text: 'Sign in again with your password or a passkey.',
    button: 'Sign in again',
  },
  unconfirmed: {
    title: <E>({ app }: { app: E }): Parts<E> => [app, ' needs a confirmed email address'],
    text: 'It knows people by their email address. Confirm yours on your profile, then open the app again.',
    button: 'Go to your profile',
  },
  press: {
    title: <E>({ app }: { app: E }): Parts<E> => ['Continue to ', app, '?'],
    text: 'It will know your name, your email address and your groups.',
    button: 'Continue',
    not: 'If you didn’t open this app, close this page.',
  },
  go: {
    title: <E>({ app }: { app: E }): Parts<E> => ['Opening ', app],
    text: 'One moment. If nothing happens, continue yourself.',
    button: 'Continue',
  },
  /** On the host of an app that a proxy guards. */
  visit: {
    unknown: {
      title: 'No app here',
      text: 'No app is registered at this address. If you expected one, tell an administrator.',
      button: 'Go to your account',
    },
    spent: {
      title: 'You’re not signed in here yet',
      text: 'The link has been used, has expired, or was opened in another browser. Open the app again. If this keeps happening, allow cookies for this site.',
      button: 'Open the app again',
    },
  },
  signedInAs: <E>({ email }: { email: E }): Parts<E> => ['Signed in as ', email],
};
