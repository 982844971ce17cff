import { DAY_MS, HOUR_MS, limits, MINUTE_MS } from '../../config/limits.ts';
import type { Parts } from '../parts.ts';
import { plurals } from '../plural.ts';

const p = plurals('en');
const codeMinutes = limits.bypassCodeLifeMs / MINUTE_MS;
const renewMinutes = limits.reauthenticationMaxAgeMs / MINUTE_MS;
const confirmHours = limits.confirmLinkLifeMs / HOUR_MS;
const deletionDays = limits.deletionWaitMs / DAY_MS;
const linkDays = limits.resetOpenMs / DAY_MS;
const resetRemoves = 'Authenticator apps, security keys and one-time passwords will be removed; passkeys stay.';
const undoDays = limits.undoLinkLifeMs / DAY_MS;

/** One person, for administrators. */
export const person = {
  facts: {
    title: 'Account',
    twoFactor: 'Two-factor',
    since: <E>({ day }: { day: E }): Parts<E> => ['Since ', day],
    oneTimePasswordsLeft: ({ count }: { count: number }) =>
      p(count, { one: '1 one-time password left', other: `${count} one-time passwords left` }),
    apps: ({ count }: { count: number }) =>
      p(count, { one: '1 authenticator app', other: `${count} authenticator apps` }),
    securityKeys: ({ count }: { count: number }) =>
      p(count, { one: '1 security key', other: `${count} security keys` }),
    /** `onDevice`: how many of them can't leave their device. */
    passkeys: ({ count, onDevice }: { count: number; onDevice: number }) => {
      const all = p(count, { one: '1 passkey', other: `${count} passkeys` });
      return onDevice > 0 ? `${all} (${onDevice} on one device only)` : all;
    },
    appDisabled: 'The app stays disabled until they set it up again.',
    reset: 'Two-factor reset',
    resetDue: <E>({ time }: { time: E }): Parts<E> => [
      'Takes effect after ',
      time,
      ', once they open the emailed link',
    ],
    waysIn: 'Signs in with',
    groups: 'Groups',
    openApps: 'Apps they may open',
    /** Behind the name of an app. */
    appInUse: ' · signed in',
    lastSignIn: 'Last sign-in',
    created: 'Created',
    disabled: 'Disabled',
    deletion: 'Deletion',
    deletionDue: <E>({ time }: { time: E }): Parts<E> => ['Everything is deleted after ', time],
    emailChange: 'New address',
    emailChangeDue: <E>({ to, time }: { to: E; time: E }): Parts<E> => [to, ' after ', time, ', unless they object'],
    lockedDown: 'Locked down',
    lockedDownUntil: 'No one can sign in until they set a new password.',
    formerAddresses: 'Former addresses',
    until: <E>({ email, time }: { email: E; time: E }): Parts<E> => [email, ' until ', time],
  },
  stillCan: {
    title: 'What they can do now',
    'sign-in': 'They can sign in.',
    'no-way-in':
      'They can’t sign in yet: there’s no password and no provider. An emailed link lets them choose a password.',
    disabled: 'They can’t sign in: the account is disabled.',
    leaving: 'They can’t sign in: the account is disabled and will be deleted.',
    'locked-down': 'They can’t sign in until they choose a new password with an emailed link.',
    'stay-signed-in': ({ count }: { count: number }) =>
      p(count, {
        one: 'They’re signed in to 1 browser, which stays so until the session ends.',
        other: `They’re signed in to ${count} browsers, which stay so until the sessions end.`,
      }),
    'use-apps': ({ count }: { count: number }) =>
      p(count, { one: 'They’re signed in to 1 app.', other: `They’re signed in to ${count} apps.` }),
    'reset-password': 'They can choose a new password with an emailed link, without you.',
    'lose-phone': ({ codes, keys }: { codes: number; keys: number }) =>
      `Without their phone they can still sign in. Left: one-time passwords ${codes}, passkeys and security keys ${keys}.`,
    'lose-nothing':
      'Without their phone they can’t sign in: there’s no one-time password left. You’d have to help them.',
    administer: 'They can look after everyone’s account here.',
  },
  sessions: {
    title: 'Sessions',
    about: 'Browsers signed in to their account.',
    list: 'Browsers',
    empty: 'Not signed in anywhere.',
    end: 'End session',
  },
  events: { title: 'Recent activity', list: 'Recent activity', empty: 'Nothing here yet.', all: 'View all events' },
  actions: {
    title: 'Actions',
    about: 'They’ll get an email about each one, with your reason.',
    list: 'Actions',
    danger: 'Actions to be careful with',
    oneself: 'This is you. Another administrator can do these things for you.',
    done: <E>({ name }: { name: E }): Parts<E> => ['Done. We’ve emailed ', name, '.'],
  },
  /** What can be done: as a row with a button, and the dialog that it opens. `hours`: the waiting time of resets. */
  acts: {
    rename: {
      title: 'Change the name',
      note: 'As it appears on screens and in emails.',
      button: 'Rename',
      text: 'The new name appears everywhere at once.',
      pending: 'Renaming…',
    },
    email: {
      title: 'Change the email address',
      note: 'They confirm the new address by email.',
      button: 'Change address',
      text: `We’ll email a link to the new address. It becomes the account’s once they’ve opened the link, within ${confirmHours} hours. The current address hears of it now, and can undo the change for ${undoDays} days.`,
      pending: 'Sending…',
    },
    'stop-email': {
      title: 'Cancel the change of address',
      note: 'The account keeps its current address.',
      button: 'Cancel change',
      text: 'The account keeps its current address.',
      pending: 'Cancelling…',
    },
    password: {
      title: 'Send password reset email',
      note: 'They get a link to set a new password. Two-factor stays on.',
      button: 'Send email',
      text: 'They’ll get a link to set a new password. You never see it, and two-factor authentication stays as it is.',
      pending: 'Sending…',
    },
    'bypass-code': {
      title: 'Create a one-time sign-in code',
      note: `Lets them sign in once without their phone. Expires in ${codeMinutes} minutes.`,
      button: 'Create code',
      text: `Verify their identity first, and not just by email: call a number you already have or check ID. The code works once, in place of a one-time password, and expires in ${codeMinutes} minutes.`,
      pending: 'Creating…',
    },
    'keep-factor': {
      title: 'Cancel the reset',
      note: 'Two-factor authentication stays on.',
      button: 'Cancel reset',
      text: 'Two-factor authentication stays on.',
      pending: 'Cancelling…',
    },
    'keep-email': {
      title: 'Withdraw the link to a former address',
      note: 'The account keeps its current address.',
      button: 'Withdraw link',
      text: 'The link stops working, and the account keeps its current address.',
      pending: 'Withdrawing…',
    },
    enable: {
      title: 'Enable account',
      note: 'They’ll be able to sign in again, as before.',
      button: 'Enable',
      text: 'They’ll be able to sign in again, as before.',
      pending: 'Enabling…',
    },
    'keep-account': {
      title: 'Cancel the deletion',
      note: 'They’ll be able to sign in again, as before.',
      button: 'Keep account',
      text: 'Nothing is deleted, and they’ll be able to sign in again, as before.',
      pending: 'Restoring…',
    },
    'end-session': {
      title: 'End a session',
      note: 'Signs them out of that browser.',
      button: 'End session',
      text: 'They’ll be signed out of that browser right away. They can sign in again.',
      pending: 'Ending…',
    },
    'sign-out': {
      title: 'Sign out everywhere',
      note: 'Ends all their sessions right away.',
      button: 'Sign out',
      text: 'All their sessions will end right away. They can sign in again.',
      pending: 'Signing out…',
    },
    reset: {
      title: 'Reset two-factor authentication',
      note: ({ hours }: { hours: number }) =>
        hours === 0
          ? 'For someone who lost their phone and one-time passwords.'
          : p(hours, {
              one: 'For someone who lost their phone and one-time passwords. Takes effect after 1 hour.',
              other: `For someone who lost their phone and one-time passwords. Takes effect after ${hours} hours.`,
            }),
      button: 'Schedule reset',
      text: ({ hours }: { hours: number }) =>
        hours === 0
          ? `They’ll get an email with a link. Two-factor authentication will be turned off at their next sign-in in the browser that opens it, within ${linkDays} days. They’ll still need their password or provider. ${resetRemoves}`
          : p(hours, {
              one: `They’ll get an email now and can keep two-factor on by signing in with it. After 1 hour they’ll get a link: two-factor will be turned off at a sign-in in the browser that opens it, within ${linkDays} days. They’ll still need their password or provider. ${resetRemoves}`,
              other: `They’ll get an email now and can keep two-factor on by signing in with it. After ${hours} hours they’ll get a link: two-factor will be turned off at a sign-in in the browser that opens it, within ${linkDays} days. They’ll still need their password or provider. ${resetRemoves}`,
            }),
      pending: 'Scheduling…',
    },
    'undo-email': {
      title: 'Restore a former email address',
      note: 'For someone whose address was changed by someone else.',
      button: 'Send link',
      text: ({ hours }: { hours: number }) =>
        hours === 0
          ? `Verify their identity first, and not just by email. We’ll email both addresses. For ${undoDays} days, a link can restore the former one. No one can object.`
          : p(hours, {
              one: `Verify their identity first, and not just by email. We’ll email both addresses. After 1 hour, a link can restore the former one, for ${undoDays} days. No one can object.`,
              other: `Verify their identity first, and not just by email. We’ll email both addresses. After ${hours} hours, a link can restore the former one, for ${undoDays} days. No one can object.`,
            }),
      pending: 'Sending…',
    },
    'email-later': {
      title: 'Change the address without confirmation',
      note: ({ hours }: { hours: number }) =>
        hours === 0
          ? 'For someone who can read neither mailbox.'
          : p(hours, {
              one: 'For someone who can read neither mailbox. Takes effect after 1 hour.',
              other: `For someone who can read neither mailbox. Takes effect after ${hours} hours.`,
            }),
      button: 'Schedule change',
      text: ({ hours }: { hours: number }) =>
        hours === 0
          ? `Verify their identity first, and not just by email. The address changes within minutes. The current one gets an email now, and can undo the change for ${undoDays} days.`
          : p(hours, {
              one: `Verify their identity first, and not just by email. The address changes after 1 hour. The current one gets an email now, and can stop the change, or undo it for ${undoDays} days.`,
              other: `Verify their identity first, and not just by email. The address changes after ${hours} hours. The current one gets an email now, and can stop the change, or undo it for ${undoDays} days.`,
            }),
      pending: 'Scheduling…',
    },
    'end-role': {
      title: 'Remove the administrator role',
      note: 'Only the command on the server can give it back.',
      button: 'Remove role',
      text: 'They’ll be signed out, and can no longer manage other people’s accounts. Only the command on the server can give the role back.',
      pending: 'Removing…',
    },
    disable: {
      title: 'Disable account',
      note: 'They won’t be able to sign in. Nothing is deleted.',
      button: 'Disable',
      text: 'They’ll be signed out and won’t be able to sign in. Nothing is deleted.',
      pending: 'Disabling…',
    },
    delete: {
      title: 'Delete account',
      note: `Disabled now, and deleted after ${deletionDays} days.`,
      button: 'Delete',
      text: `They’ll be signed out and won’t be able to sign in. After ${deletionDays} days everything that belongs to the account is deleted, except its events. Until then you can bring it back here.`,
      pending: 'Deleting…',
    },
  },
  dialog: {
    name: 'Name',
    newEmail: 'New email address',
    confirmEmail: 'Type their email address to confirm',
    formerAddress: 'Address to restore',
    reason: 'Reason',
    reasonHint: 'Saved in the audit log. They can read it.',
    cancel: 'Cancel',
    /** Beside a button that cancels something else. */
    back: 'Back',
    copy: 'Copy',
    done: 'Done',
    codeHow: `They sign in as usual, choose “Use a one-time password instead” and enter it. Then they should get new one-time passwords within ${renewMinutes} minutes and set up their new phone.`,
  },
  readCode: <E>({ name }: { name: E }): Parts<E> => [
    'Read this code to ',
    name,
    `. It works once, expires in ${codeMinutes} minutes and won’t be shown again.`,
  ],
};
