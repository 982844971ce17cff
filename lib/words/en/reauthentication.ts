import { limits } from '../../config/limits.ts';
import type { Parts } from '../parts.ts';
import { refusals } from './refusals.ts';

/** Where someone who is signed in shows once more that it's them. */
export const reauthentication = {
  /** Of the fields in dialogs. */
  fields: {
    password: 'Password',
    code: 'Verification code',
    oneTimePasswordHint: `Enter one of the ${limits.recoveryCodeCount} codes you saved when you set up two-factor authentication.`,
    useOneTimePassword: 'Use a one-time password instead',
    useCode: 'Use a code from your app instead',
    /** In place of the fields above. */
    passkey: {
      submit: 'Use your passkey',
      pending: 'Waiting for your passkey…',
      cancelled: 'Nothing was confirmed. Try again, or use the fields above.',
      failed: refusals['passkey-failed'],
    },
    /** In place of the code. */
    key: {
      submit: 'Use your security key',
      pending: 'Waiting for your security key…',
      cancelled: 'Your security key wasn’t used. Try again, or use a one-time password.',
      failed: refusals['passkey-failed'],
    },
    /** Where there is no app to read a code from. */
    keyHint: 'Enter your password, then use your security key: plug it in and touch it when your browser asks.',
    useKey: 'Use your security key instead',
    usePasskey: 'Use your passkey instead',
  },
  passwordHint: ({ appName }: { appName: string }) => `Your ${appName} password`,
  codeHint: ({ appName }: { appName: string }) => `The ${limits.totpDigits}-digit code your app shows for ${appName}`,
  /** With a provider, where there is no password. */
  confirm: 'Confirm it’s you',
  confirmed: 'You’ve confirmed it’s you.',
  setPassword: <E>({ link }: { link: (text: string) => E }): Parts<E> => [
    'Rather type a password next time? ',
    link('Set one'),
  ],
};
