import { DAY_MS, HOUR_MS, limits, MINUTE_MS } from '../../config/limits.ts';
import type { Parts } from '../parts.ts';
import { refusals } from './refusals.ts';

const undoDays = limits.undoLinkLifeMs / DAY_MS;
const waitHours = limits.undoWaitMs / HOUR_MS;
const youWillBeSignedOut = 'You’ll be signed out everywhere.';
const newPassword = 'No one can sign in until you choose a new password. We’ll email you a link.';

type Admin<E> = { admin: (text: string) => E };

/** The pages of links in emails that an account gets. */
export const accountLinks = {
  /** A new address, before it counts. */
  confirmEmail: {
    title: 'Confirm your new email address',
    text: <E>({ email, account }: { email: E; account: E }): Parts<E> => [
      'Confirm ',
      email,
      ' as the new email address of the account ',
      account,
      '. You’ll use it to sign in. We’ll notify your old address.',
    ],
    form: { submit: 'Confirm email address', pending: 'Confirming…' },
    dead: `It has already been used, or it’s older than ${limits.confirmLinkLifeMs / HOUR_MS} hours.`,
    done: { title: 'Email address confirmed', text: 'Your email address has been changed.' },
    /** Of the address that the account has already. */
    own: {
      title: 'Confirm your email address',
      text: <E>({ email }: { email: E }): Parts<E> => ['Confirm that ', email, ' is your email address.'],
      done: 'Thank you. Apps that need a confirmed address open now.',
    },
    toProfile: 'Go to your profile',
  },
  /** The way back of an address that an account just left. */
  undo: {
    title: 'Undo the change to your email address',
    text: <E>({ email }: { email: E }): Parts<E> => ['The account’s email address will be ', email, ' again.'],
    signedOut: youWillBeSignedOut,
    newPassword,
    takesTime: `We don’t recognise this browser, so it takes ${waitHours} hours. In a browser you’ve used before, it happens right away.`,
    lost: <E>({ admin }: Admin<E>): Parts<E> => [
      'Lost your phone and your one-time passwords? Ask ',
      admin('an administrator'),
      ' for a code.',
    ],
    /** It has been asked for. */
    waits: <E>({ time }: { time: E }): Parts<E> => ['Your address will change back after ', time, '.'],
    waitsKnown: 'We recognise this browser: choose “Undo the change” to do it right away.',
    waitsUnknown: `We don’t recognise this browser, so the other address has ${waitHours} hours to object. In a browser you’ve used before, this link works right away.`,
    proof: 'Confirm it’s you to undo the change right away:',
    early: <E>({ time }: { time: E }): Parts<E> => ['This link will work after ', time, '.'],
    form: { submit: 'Undo the change', pending: 'Undoing…', passkey: 'Undo it with your passkey' },
    dead: `It has already been used, it’s older than ${undoDays} days, or your old address is already back. An administrator can help.`,
    done: {
      title: 'Your email address is back',
      text: <E>({ email }: { email: E }): Parts<E> => ['Your account’s email address is ', email, ' again.'],
    },
  },
  /** The other side of it: an address that is to be removed, or was. */
  keep: {
    title: 'Keep your email address',
    coming: <E>({ time, email }: { time: E; email: E }): Parts<E> => [
      'The account’s email address is about to change back, after ',
      time,
      '. If the account is yours, its address will stay ',
      email,
      '.',
    ],
    past: <E>({ email }: { email: E }): Parts<E> => [
      'The account’s email address was changed back. If the account is yours, its address will be ',
      email,
      ' again.',
    ],
    compare: 'Use the browser you’ve used longest. We compare what each side can prove.',
    signedOut: 'You’ll be signed out everywhere, and we’ll email you a link to choose a new password.',
    ask: <E>({ admin }: Admin<E>): Parts<E> => ['Nothing to prove it with? Ask ', admin('an administrator'), '.'],
    proof: 'Confirm it’s you with an account you connected before the change:',
    form: { submit: 'Keep my address', pending: 'Checking…', passkey: 'Keep it with your passkey' },
    dead: `It has already been used, or it’s older than ${limits.objectionLifeMs / DAY_MS} days. An administrator can help.`,
    done: {
      title: 'Your email address stays',
      text: <E>({ email }: { email: E }): Parts<E> => ['Your account’s email address is ', email, '.'],
      textBefore: <E>({ email }: { email: E }): Parts<E> => [
        'Your account’s email address is ',
        email,
        '. If someone else knows your password, change it now.',
      ],
    },
  },
  /** A code in a dispute over an address. */
  disputeFields: {
    code: 'Verification code',
    codeHint: `The ${limits.totpDigits}-digit code your app shows.`,
    codeHintOptional: `The ${limits.totpDigits}-digit code your app shows. Leave this empty if you don’t have one.`,
    oneTimePasswordHint: `One of the ${limits.recoveryCodeCount} codes you saved, or the one an administrator gave you.`,
    oneTimePasswordHintOptional: `One of the ${limits.recoveryCodeCount} codes you saved, or the one an administrator gave you. Leave this empty if you don’t have one.`,
    useOneTimePassword: 'Use a one-time password instead',
    useCode: 'Use a code from your app instead',
    /** In place of all that. */
    passkey: {
      pending: 'Waiting for your passkey…',
      cancelled: 'Nothing was confirmed. Try again.',
      failed: refusals['passkey-failed'],
    },
  },
  notMe: {
    title: 'Wasn’t you?',
    text: <E>({ email }: { email: E }): Parts<E> => ['Lock down the account of ', email, ':'],
    disconnected: ({ provider }: { provider: string }) => `${provider} will be disconnected.`,
    passkeyRemoved: ({ name }: { name: string }) => `“${name}” will no longer sign you in.`,
    signedOut: 'Every browser will be signed out, including this one.',
    newPassword,
    twoFactor: 'Two-factor authentication stays as it is.',
    form: { submit: 'Lock down my account', pending: 'Locking down…' },
    dead: `It has already been used, it’s older than ${undoDays} days, or your password or email address has changed since. You can still reset your password, which signs out every browser.`,
    deadWayOn: 'Reset your password',
  },
  lockedDown: {
    title: 'Your account is locked down',
    state: 'Every browser was signed out, and no one can sign in until you choose a new password.',
    sent: <E>({ email }: { email: E }): Parts<E> => [
      'We’ve emailed a link to ',
      email,
      `. It expires in ${limits.resetLinkLifeMs / MINUTE_MS} minutes.`,
    ],
    spam: <E>({ link }: { link: (text: string) => E }): Parts<E> => [
      'Can’t find it? Check your spam folder, or ',
      link('get a new link'),
      '.',
    ],
  },
  resetDue: {
    title: 'You can now sign in without your authenticator app',
    text: <E>({ email }: { email: E }): Parts<E> => [
      'This is for ',
      email,
      '. Signing in with this browser turns off two-factor authentication. Turn it on again under Profile, Two-Factor Auth.',
    ],
    dead: `It has already been used, it’s older than ${limits.resetOpenMs / DAY_MS} days, or the reset was cancelled. Ask the administrator again.`,
  },
};
