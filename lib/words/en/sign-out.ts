import type { Parts } from '../parts.ts';

/** The page on which an app asks to sign out. */
export const signOut = {
  title: 'Sign out?',
  asked: <E>({ app }: { app: E }): Parts<E> => [
    app,
    ' asks to sign you out here. That also ends what this browser opened in other apps.',
  ],
  unnamed: 'An app asks to sign you out here. That also ends what this browser opened in other apps.',
  submit: 'Sign out',
  stay: 'Stay signed in',
  done: {
    title: 'You’re signed out',
    back: <E>({ app }: { app: E }): Parts<E> => ['Back to ', app],
    text: 'One moment. If nothing happens, go back yourself.',
    alone: 'You can close this page.',
    signIn: 'Sign in again',
  },
};
