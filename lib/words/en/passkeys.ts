import { limits } from '../../config/limits.ts';
import type { Parts } from '../parts.ts';

const cancel = 'Cancel';

/** Passkeys on the tab of two-factor authentication, and their dialogs. */
export const passkeys = {
  heading: 'Passkeys',
  about:
    'Sign in with your fingerprint, face or device PIN instead of a password. A passkey can’t be typed into a fake site.',
  none: 'You don’t have a passkey yet.',
  /** Where each is kept. */
  storage: {
    device: 'On one device only',
    syncable: 'On one device so far',
    synced: 'Synced to your devices',
    unknown: 'Imported from elsewhere',
  },
  /** Of a security key, in place of where it is kept. */
  keyUse: 'Security key, used only after your password',
  added: <E>({ day, browser }: { day: E; browser: string }): Parts<E> => ['Added ', day, ` in ${browser}`],
  lastUsed: <E>({ time }: { time: E }): Parts<E> => ['last used ', time],
  unused: 'not used yet',
  otherHost: ({ host }: { host: string }) => `Works only at ${host}`,
  /** Beside the one passkey, which can't leave its device. */
  oneDevice: {
    orCodes: 'Your passkey is on one device only. Add another, or keep your one-time passwords safe.',
    another: 'Your passkey is on one device only. Add another in case you lose that device.',
  },
  /** At the first sign-in after it. */
  afterReset: {
    heading: 'Are these passkeys yours?',
    text: 'An administrator reset your two-factor authentication. These passkeys still sign in to your account.',
    submit: 'Keep the ticked ones',
    pending: 'Saving…',
  },
  off: 'Passkeys can’t be used here at the moment.',
  add: 'Add a passkey',
  addKey: 'Add a security key',
  full: `You can have up to ${limits.passkeysPerAccount} passkeys and security keys.`,
  needsScript: 'Passkeys need JavaScript in this browser.',
  rename: 'Rename',
  renameNamed: ({ name }: { name: string }) => `Rename ${name}`,
  remove: 'Remove',
  removeNamed: ({ name }: { name: string }) => `Remove ${name}`,
  done: {
    added: 'Your passkey is ready.',
    addedNext: ({ appName }: { appName: string }) => `Next time, choose it when you sign in to ${appName}.`,
    keyAdded: 'Your security key is ready.',
    keyAddedNext: 'From now on it can confirm your sign-ins, in place of a code.',
    /** It was to be a passkey. */
    keyInstead: 'Your security key was added.',
    keyInsteadNext: 'It can’t keep a passkey, so we’ll ask for it after your password, in place of a code.',
    removed: 'The passkey was removed.',
    removedNext: 'Delete it in your password manager or device settings as well.',
    keyRemoved: 'The security key was removed.',
    keyRemovedNext: 'It no longer confirms your sign-ins.',
  },
  addDialog: {
    title: 'Add a passkey',
    text: 'Confirm it’s you first. A passkey signs you in without your password.',
    cancel,
    submit: 'Continue',
    pending: 'Checking…',
  },
  addKeyDialog: {
    title: 'Add a security key',
    text: 'A security key is a small device you plug in or hold to your phone. We’ll ask for it after your password, in place of a code. Confirm it’s you first.',
    cancel,
    submit: 'Continue',
    pending: 'Checking…',
  },
  create: {
    title: 'Add a passkey',
    text: 'Your browser will ask where to keep the passkey. Choose a place you also have on other devices, such as your password manager.',
    cancel,
    submit: 'Create a passkey',
    pending: 'Waiting for your browser…',
    known: 'This device or password manager already holds a passkey for your account.',
    cancelled: 'No passkey was created.',
    cannot: 'This browser can’t keep passkeys. Try another browser, or use an authenticator app.',
    again: 'Start over',
  },
  createKey: {
    title: 'Add a security key',
    text: 'Plug in your key, or have it ready to hold to your phone. Then follow your browser’s instructions.',
    cancel,
    submit: 'Set up the key',
    pending: 'Waiting for your key…',
    known: 'This key already belongs to your account.',
    cancelled: 'No security key was added.',
    cannot: 'This browser can’t use security keys. Try another browser, or use an authenticator app.',
    again: 'Start over',
  },
  renameDialog: {
    title: 'Rename passkey',
    name: 'Name',
    nameHint: 'So you’ll recognise it later, like “Work laptop”',
    cancel,
    submit: 'Save',
    pending: 'Saving…',
  },
  removeDialog: {
    title: ({ name }: { name: string }) => `Remove “${name}”`,
    text: 'You won’t be able to sign in with it any more. Browsers signed in with it will be signed out.',
    keyText: 'It will no longer confirm your sign-ins. Browsers signed in with it will be signed out.',
    cancel: 'Keep',
    submit: 'Remove',
    pending: 'Removing…',
  },
};
