import { limits } from '../../config/limits.ts';
import type { Parts } from '../parts.ts';
import { plurals } from '../plural.ts';
import { challenge } from './challenge.ts';
import { twoFactor } from './two-factor.ts';

const p = plurals('en');
const others = 'Any other browsers were signed out.';

/** One-time passwords where they are made, shown and printed. */
export const oneTimePasswords = {
  renew: {
    form: {
      title: twoFactor.oneTimePasswords.renew,
      usedLast: 'You’ve just used your last one, so you don’t need a code here.',
      cancel: 'Cancel',
      submit: twoFactor.oneTimePasswords.renew,
      pending: 'Creating…',
    },
    ends: ({ left }: { left: number }) =>
      left === 0
        ? `You’ve used all of the ones you had. You’ll get ${limits.recoveryCodeCount} new ones.`
        : p(left, {
            one: 'Your last unused code will stop working.',
            other: `Your ${left} unused codes will stop working.`,
          }),
  },
  /** What has just happened, above them. */
  news: {
    enabled: { heading: 'Two-factor authentication is on.', text: others },
    renewed: { heading: 'These are your new one-time passwords.', text: 'The old ones no longer work.' },
    moved: {
      heading: 'You’ve moved to a new app. The old one no longer works.',
      text: `Your old one-time passwords no longer work either. ${others}`,
    },
  },
  intro: <E>({ strong }: { strong: (text: string) => E }): Parts<E> => [
    'Use these if you lose your phone. Each works once. Keep them somewhere safe, such as in a password manager or on paper, not on that phone. ',
    strong('You won’t see them again.'),
  ],
  save: {
    title: 'One-time passwords',
    download: 'Download codes',
    copy: 'Copy',
    print: 'Print',
    done: 'Done',
    unsaved: 'You haven’t saved your one-time passwords. You won’t be able to see them again.',
    saveThem: 'Save them',
    closeAnyway: 'Close anyway',
  },
  print: {
    title: ({ appName }: { appName: string }) => `${appName}: one-time passwords for two-factor authentication`,
    account: 'Account',
    signIn: 'Sign in at',
    created: 'Created',
    set: 'Set',
    replaces: ({ generation }: { generation: number }) => `${generation} (replaces all earlier sets)`,
    use: 'Use one of these when you can’t get a code from your authenticator app. Each works once. Mark the ones you’ve used.',
    steps: [
      'Sign in as usual.',
      `On the page “${challenge.title}”, choose “${challenge.useOneTimePassword}”.`,
      'Type the code. Capitals, spaces and dashes don’t matter.',
    ],
    private: ({ appName }: { appName: string }) => `No one at ${appName} will ask for these codes.`,
    help: ({ support }: { support: string }) => `Help: ${support}`,
  },
};
