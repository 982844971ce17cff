import { challenge } from './challenge.ts';
import { profile } from './profile.ts';
import { twoFactor } from './two-factor.ts';

const tab = `${profile.title} > ${profile.tabs['two-factor']}`;

/** The text file of the one-time passwords: to be understood years later, without the app. */
export const recoveryFile = {
  title: ({ appName }: { appName: string }) => `${appName} – one-time passwords for two-factor authentication`,
  account: 'Account',
  signIn: 'Sign in',
  created: 'Created',
  utc: ({ time }: { time: string }) => `${time} UTC`,
  set: ({ generation, isReplacing }: { generation: number; isReplacing: boolean }) =>
    isReplacing ? `Set ${generation} (replaces all earlier sets)` : `Set ${generation}`,
  use: 'Use one of these when you can’t get a code from your authenticator app.',
  once: 'Each works ONCE. Mark the ones you’ve used.',
  how: 'How to use one',
  steps: [
    'Sign in as usual.',
    `On the page “${challenge.title}”, choose “${challenge.useOneTimePassword}”.`,
    'Type the code. Capitals, spaces and dashes don’t matter.',
  ],
  left: { label: 'Which are left?', text: `${tab} shows the ones you’ve used.` },
  renew: { label: 'New set?', text: `${tab} > ${twoFactor.oneTimePasswords.renew}.` },
  safe: {
    label: 'Keep it safe',
    text: 'On paper or in a password manager, not on the phone with your authenticator app.',
  },
  secret: {
    label: 'Keep it private',
    text: ({ appName }: { appName: string }) =>
      `Don’t send it to anyone. No one at ${appName} will ask for these codes.`,
  },
  help: 'Help',
};
