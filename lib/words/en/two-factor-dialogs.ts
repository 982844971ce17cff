import { limits } from '../../config/limits.ts';
import type { Parts } from '../parts.ts';
import { plurals } from '../plural.ts';
import { refusals } from './refusals.ts';

const p = plurals('en');
const cancel = 'Cancel';
const code = 'Verification code';

/** The dialogs of the tab of two-factor authentication, but for their one-time passwords. */
export const twoFactorDialogs = {
  /** Before the heading of a step, for readers: everyone else sees its number. */
  step: ({ step, of }: { step: number; of: number }) => `Step ${step} of ${of}`,
  scan: {
    heading: 'Scan this code',
    withApp: <E>({ strong }: { strong: (text: string) => E }): Parts<E> => [
      'In your authenticator app, choose ',
      strong('Add'),
      ' or ',
      strong('Scan a QR code'),
      '.',
    ],
    withNewApp: <E>({ strong }: { strong: (text: string) => E }): Parts<E> => [
      'In the new authenticator app, choose ',
      strong('Add'),
      ' or ',
      strong('Scan a QR code'),
      '.',
    ],
    picture: 'QR code to scan with an authenticator app',
    needApp: <E>({ android, ios }: { android: (text: string) => E; ios: (text: string) => E }): Parts<E> => [
      'Need an app? Get Google Authenticator for ',
      android('Android'),
      ' or ',
      ios('iOS'),
      ', or use any authenticator app. Allow camera access if your phone asks.',
    ],
    here: 'Open in an authenticator app on this device',
    applePasswords: 'Add to Apple Passwords',
    cannot: 'Can’t scan it?',
    key: 'Setup key',
    copyKey: 'Copy key',
    account: <E>({ account }: { account: E }): Parts<E> => [
      'Account: ',
      account,
      ` · Type: time-based · ${limits.totpDigits} digits · ${limits.totpStepSeconds} seconds · SHA-1`,
    ],
    startOver: 'Generate a new QR code',
  },
  enableByPasskey: {
    /** In the dialog with the QR code. */
    link: 'No phone with you? Use a passkey instead',
    /** On the tab, where there are passkeys. */
    open: 'Turn on two-factor authentication with your passkey',
    about: 'Other ways to sign in don’t ask for a second step yet.',
    title: 'Enable Two-Factor Authentication',
    text: 'Signing in with your password or another account will also ask for your passkey or a one-time password. You can still sign in with the passkey alone: it’s both at once.',
    heading: 'Passkeys that will confirm it’s you',
    new: 'New',
    next: `Next you’ll get ${limits.recoveryCodeCount} one-time passwords in case you lose your passkey. Other browsers will be signed out.`,
    none: 'You don’t have a passkey yet. Add one first.',
    add: 'Add a passkey',
    cancel,
    passkey: {
      submit: 'Turn on with your passkey',
      pending: 'Waiting for your passkey…',
      cancelled: 'Nothing was changed. Try again.',
      failed: refusals['passkey-failed'],
    },
  },
  enable: {
    form: {
      title: 'Enable Two-Factor Authentication',
      heading: 'Confirm it works',
      code,
      cancel,
      submit: 'Enable',
      pending: 'Enabling…',
    },
    /** Under the fields. */
    next: `Next you’ll get ${limits.recoveryCodeCount} one-time passwords in case you lose your phone.`,
  },
  move: {
    gate: {
      title: 'Move to a new phone',
      withCode:
        'Enter a code from your current phone, then scan a QR code with the new one. Your current app keeps working until the new one is confirmed.',
      withOneTimePassword:
        'Use a one-time password in place of your old phone, then scan a QR code with the new one. Your current app keeps working until the new one is confirmed.',
      cancel,
      submit: 'Continue',
      pending: 'Checking…',
    },
    form: {
      title: 'Move to a new phone',
      heading: 'Confirm it works',
      code,
      renew: 'Also replace my one-time passwords',
      others: 'Any other browsers will be signed out.',
      cancel,
      submit: 'Move',
      pending: 'Moving…',
    },
    /** Before the text, where there are several apps. */
    which: ({ name }: { name: string }) => `You’re replacing “${name}”. `,
    codeHint: ({ appName }: { appName: string }) =>
      `The ${limits.totpDigits}-digit code the new app shows for ${appName}`,
    kept: ({ left }: { left: number }) =>
      left === 0
        ? 'You’ve used all of the ones you had.'
        : p(left, {
            one: 'Otherwise you keep the 1 you have left.',
            other: `Otherwise you keep the ${left} you have left.`,
          }),
  },
  add: {
    gate: {
      title: 'Add an authenticator app',
      withCode: 'Enter a code from an app you have now, then scan a QR code with the other one.',
      withOneTimePassword: 'Use a one-time password, then scan a QR code with the other app.',
      cancel,
      submit: 'Continue',
      pending: 'Checking…',
    },
    form: {
      title: 'Add an authenticator app',
      heading: 'Confirm it works',
      name: 'Name',
      nameHint: 'So you’ll recognise it later, like “Work phone”',
      cancel,
      submit: 'Add',
      pending: 'Adding…',
    },
  },
  rename: {
    title: 'Rename authenticator app',
    name: 'Name',
    nameHint: 'So you’ll recognise it later, like “Work phone”',
    cancel,
    submit: 'Save',
    pending: 'Saving…',
  },
  remove: {
    title: ({ name }: { name: string }) => `Remove “${name}”`,
    text: ({ appName }: { appName: string }) =>
      `Enter a code from another app, or use a one-time password. The codes the removed app shows for ${appName} will stop working, and any other browsers will be signed out.`,
    cancel: 'Keep',
    submit: 'Remove',
    pending: 'Removing…',
  },
  disable: {
    title: 'Disable Two-Factor Authentication',
    text: 'You’ll no longer be asked for a code when you sign in.',
    cancel,
    submit: 'Disable',
    pending: 'Disabling…',
  },
  keep: {
    title: 'Keep two-factor authentication on',
    text: 'Show that you can still use it, and the administrator’s reset will be cancelled.',
    cancel,
    submit: 'Keep it on',
    pending: 'Checking…',
  },
};
