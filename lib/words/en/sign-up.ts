import { HOUR_MS, limits } from '../../config/limits.ts';
import type { Parts } from '../parts.ts';

const hours = limits.confirmLinkLifeMs / HOUR_MS;

/** Sign-up, and the page of the link in its email. */
export const signUp = {
  title: 'Create your account',
  invited: ({ appName }: { appName: string }) => `You’ve been invited to ${appName}.`,
  /** Where SIGNUP_DOMAINS is set. */
  domains: ({ domains }: { domains: string }) => `For email addresses at ${domains}.`,
  form: {
    name: 'Name',
    nameHint: 'What should we call you? You can change this later.',
    password: 'Password',
    submit: 'Create account',
    pending: 'Creating…',
  },
  terms: <E>({ link }: { link: (text: string) => E }): Parts<E> => [
    'By creating an account, you agree to the ',
    link('terms of use'),
    '.',
  ],
  haveAccount: <E>({ link }: { link: (text: string) => E }): Parts<E> => ['Already have an account? ', link('Sign in')],
  deadInvitation: 'It has been used or replaced by a newer one, or it has expired. Ask for a new invitation.',
  checkEmail: {
    title: 'Check your email',
    again: 'We’ve sent another link. Only the newest one works.',
    text: <E>({ email }: { email: E }): Parts<E> => [
      'We emailed a confirmation link to ',
      email,
      `. It expires in ${hours} hours.`,
    ],
    spam: 'Can’t find it? Check your spam folder.',
    confirmed: <E>({ link }: { link: (text: string) => E }): Parts<E> => ['Already confirmed? ', link('Sign in')],
    otherAddress: 'Use a different email address',
  },
  confirm: {
    title: 'Confirm your email',
    text: <E>({ email }: { email: E }): Parts<E> => ['Confirm ', email, ' to finish setting up your account.'],
    /** The one who signed up may have been a stranger, so nothing they typed counts. */
    elsewhere: <E>({ email }: { email: E }): Parts<E> => [
      'You didn’t sign up in this browser, so choose your name and password for ',
      email,
      ' here. You can use the same password again.',
    ],
    form: {
      name: 'Name',
      password: 'Password',
      submit: 'Confirm email address',
      pending: 'Confirming…',
    },
    dead: 'It may have been used or expired. Try signing in; if that doesn’t work, sign up again.',
  },
};
