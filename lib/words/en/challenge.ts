import { limits } from '../../config/limits.ts';
import type { Parts } from '../parts.ts';
import { plurals } from '../plural.ts';
import { refusals } from './refusals.ts';

const p = plurals('en');
const timeLeft = (minutes: number) => p(minutes, { one: 'You have 1 minute.', other: `You have ${minutes} minutes.` });

/** The second factor of a sign-in. */
export const challenge = {
  title: 'Two-factor authentication',
  /** `account`: as the app shows it. */
  askForCode: <E>({ account, minutes }: { account: E; minutes: number }): Parts<E> => [
    'Enter the code your authenticator app shows for ',
    account,
    `. ${timeLeft(minutes)}`,
  ],
  signingInAs: <E>({ email, minutes }: { email: E; minutes: number }): Parts<E> => [
    'Signing in as ',
    email,
    `. ${timeLeft(minutes)}`,
  ],
  oneTimePasswordHint: <E>({ fileName }: { fileName: E }): Parts<E> => [
    `Enter one of the ${limits.recoveryCodeCount} codes you saved when you set up two-factor authentication. Each works once. They may be in a file called `,
    fileName,
    '.',
  ],
  form: {
    code: 'Two-Factor Authentication Code',
    codeHint: `${limits.totpDigits} digits`,
    /** Where scripts run, and until something was refused. */
    codeHintUnasked: `${limits.totpDigits} digits. We’ll check it once it’s complete.`,
    submit: 'Sign In',
    pending: 'Signing in…',
  },
  passkey: {
    passkey: {
      submit: 'Use your passkey',
      pending: 'Waiting for your passkey…',
      hint: 'Your device may ask for your fingerprint, your face or its PIN.',
      instead: 'Use your passkey instead',
    },
    /** Where there are only keys that prove a touch. */
    key: {
      submit: 'Use your security key',
      pending: 'Waiting for your key…',
      hint: 'Plug in your key and touch it.',
      instead: 'Use your security key instead',
    },
    cancelled: 'Nothing was confirmed. Try again, or confirm another way.',
    failed: refusals['passkey-failed'],
    needsScript: 'Passkeys need JavaScript in this browser. Use a code or a one-time password.',
    unsupported: 'This browser can’t use passkeys. Use a code or a one-time password.',
  },
  useOneTimePassword: 'Use a one-time password instead',
  useCode: 'Use a code from your app instead',
  trouble: {
    summary: 'Having trouble?',
    tips: [
      `Codes change every ${limits.totpStepSeconds} seconds. Wait for the next one.`,
      'Set your phone’s date and time to automatic.',
      'New or lost phone? Use a one-time password.',
    ],
    stuck: 'Still stuck? Ask an administrator. They’ll verify your identity and help.',
    stuckWithSupport: <E>({ support }: { support: E }): Parts<E> => [
      'Still stuck? Email ',
      support,
      '. An administrator will verify your identity and help.',
    ],
  },
  useAnotherAccount: 'Use a different account',
};
