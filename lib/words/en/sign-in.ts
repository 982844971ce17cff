import type { Parts } from '../parts.ts';
import { refusals } from './refusals.ts';

/** The sign-in page. */
export const signIn = {
  title: 'Sign in',
  heading: ({ appName }: { appName: string }) => `Sign in to ${appName}`,
  /** Why someone finds themselves here; what was refused is in refusals.ts. */
  reasons: {
    'signed-out': 'You’re signed out.',
    'signed-up': 'Sign in to continue. If you already had an account, its password hasn’t changed.',
    confirmed: 'Email confirmed. Sign in to continue.',
    joined: 'Your account is ready. Sign in to continue.',
    reset: 'Your password has been changed. Sign in with the new one.',
    deleted: 'Your account has been deleted.',
  },
  form: {
    password: 'Password',
    submit: 'Sign In',
    pending: 'Signing in…',
    forgot: 'Forgot your password?',
  },
  passkey: {
    submit: 'Sign in with a passkey',
    pending: 'Waiting for your passkey…',
    cancelled: 'Sign-in with a passkey was cancelled. Nothing was changed.',
    failed: refusals['passkey-failed'],
    or: 'or',
  },
  newHere: <E>({ appName, link }: { appName: string; link: (text: string) => E }): Parts<E> => [
    `New to ${appName}? `,
    link('Create an account'),
  ],
};
