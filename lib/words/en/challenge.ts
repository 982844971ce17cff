import { limits } from '../../config/limits.ts';
import type { Parts } from '../parts.ts';
import { plurals } from '../plural.ts';

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
  askForOneTimePassword: <E>({ email, minutes }: { email: E; minutes: number }): Parts<E> => [
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
