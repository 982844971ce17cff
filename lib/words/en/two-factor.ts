import { limits, MINUTE_MS } from '../../config/limits.ts';
import type { Parts } from '../parts.ts';
import { plurals } from '../plural.ts';

const p = plurals('en');
const toRenew = limits.reauthenticationMaxAgeMs / MINUTE_MS;

/** The tab of two-factor authentication; its dialogs are in two-factor-dialogs.ts. */
export const twoFactor = {
  title: 'Two-Factor Auth',
  heading: 'Two-factor authentication',
  about: 'A second step when you sign in, so a stolen password isn’t enough.',
  on: {
    /** No app, passkey or security key is left that could be used here. */
    unguarded:
      'Only your one-time passwords confirm your sign-ins now. Add an authenticator app, a passkey or a security key.',
    state: 'On',
    badge: 'Protected',
    since: <E>({ day }: { day: E }): Parts<E> => ['Since ', day],
    disable: 'Disable',
    required: 'Two-factor authentication is required here, so it stays on.',
  },
  app: {
    heading: 'Authenticator apps',
    about: `Apps such as Google Authenticator, 1Password or Authy that show a new code every ${limits.totpStepSeconds} seconds.`,
    /** Of one that its owner hasn’t named. */
    name: 'Authenticator app',
    none: 'You don’t have an authenticator app.',
    added: <E>({ day }: { day: E }): Parts<E> => ['Added ', day],
    lastUsed: <E>({ time }: { time: E }): Parts<E> => ['last used ', time],
    unused: 'not used yet',
    move: 'Move to a new phone',
    /** Where there are several; for readers, followed by which. */
    moveOne: 'Move',
    moveNamed: ({ name }: { name: string }) => `Move ${name} to a new phone`,
    remove: 'Remove',
    removeNamed: ({ name }: { name: string }) => `Remove ${name}`,
    rename: 'Rename',
    renameNamed: ({ name }: { name: string }) => `Rename ${name}`,
    add: 'Add an authenticator app',
    full: `You can have up to ${limits.authenticatorsPerAccount} authenticator apps.`,
    disabled: 'Codes disabled',
    reasons: {
      hammered:
        'Your app’s codes were disabled after too many incorrect ones. They still work in browsers you’ve used before.',
      disowned: 'Your app’s codes were disabled because you didn’t keep the app when you set a new password.',
    },
    wayOn: {
      move: <E>({ link }: { link: (text: string) => E }): Parts<E> => [
        'Use a one-time password to ',
        link('set up your app again'),
        '.',
      ],
      renew: <E>({ link }: { link: (text: string) => E }): Parts<E> => [
        'You have no one-time passwords left. ',
        link('Get new ones'),
        ` within ${toRenew} minutes of signing in, then use one of them to move to a new phone.`,
      ],
      support: <E>({ support }: { support: E }): Parts<E> => [
        'You have no one-time passwords left. Email ',
        support,
        '. An administrator will verify your identity and help.',
      ],
      admin: 'You have no one-time passwords left. Ask an administrator. They’ll verify your identity and help.',
    },
  },
  oneTimePasswords: {
    heading: 'One-time passwords',
    about: 'Each lets you sign in once when you don’t have your phone.',
    left: ({ left, of }: { left: number; of: number }) => `${left} of ${of} left`,
    created: <E>({ day }: { day: E }): Parts<E> => ['Created ', day],
    few: ({ left }: { left: number }) =>
      p(left, {
        one: 'Only 1 is left. Get new ones before you need them.',
        other: `Only ${left} are left. Get new ones before you need them.`,
      }),
    allUsed: 'You’ve used them all. If you lose your phone, you’ll be locked out. Get new ones now.',
    whichUsed: 'Which ones were used',
    used: <E>({ number, day }: { number: number; day: E }): Parts<E> => [`Number ${number} on `, day],
    renew: 'Get new one-time passwords',
  },
  off: {
    badge: 'Off',
    about: `When you sign in, we’ll also ask for a ${limits.totpDigits}-digit code from an app on your phone, so a stolen password isn’t enough.`,
    apps: 'You’ll need an authenticator app, such as Google Authenticator, Microsoft Authenticator, Authy, 1Password or Apple Passwords.',
    enable: 'Enable',
    enabling: 'Opening…',
    points: ['Takes about two minutes', 'Works offline', `${limits.recoveryCodeCount} one-time passwords as backup`],
    forAdministrators: 'Administrators need two-factor authentication. Set it up, then come back.',
  },
  done: {
    disabled: 'Two-factor authentication is now disabled on your account.',
    removeEntry: ({ appName }: { appName: string }) =>
      `Remove the ${appName} entry from your app. Its codes no longer work.`,
    moved: 'You’ve moved to a new app. The old one no longer works.',
    added: 'Your authenticator app was added.',
    anyCode: 'When you sign in, you can use a code from any of your apps.',
    removed: 'The authenticator app was removed. Any other browsers were signed out.',
    kept: ({ left }: { left: number }) =>
      left === 0
        ? 'You have no one-time passwords left. Any other browsers were signed out.'
        : p(left, {
            one: 'You still have 1 one-time password. Any other browsers were signed out.',
            other: `You keep your one-time passwords: ${left} are left. Any other browsers were signed out.`,
          }),
  },
  unseen: {
    heading: 'Didn’t see your new one-time passwords?',
    text: <E>({ link }: { link: (text: string) => E }): Parts<E> => [
      `This browser can show them for ${limits.unseenCodesLifeMs / MINUTE_MS} minutes after they were created. `,
      link('Show them again'),
    ],
  },
};
