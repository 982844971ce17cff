import { DAY_MS, HOUR_MS, limits, MINUTE_MS } from '../../config/limits.ts';
import type { Parts } from '../parts.ts';
import { signIn } from './sign-in.ts';

type App = { appName: string };

const confirmHours = limits.confirmLinkLifeMs / HOUR_MS;
const resetMinutes = limits.resetLinkLifeMs / MINUTE_MS;
const lifeOfReset = `This link expires in ${resetMinutes} minutes and can be used once.`;

/** Emails with a link that does something. Subjects have at most 60 characters, with the longest APP_NAME. */
export const linkMails = {
  confirmAddress: {
    subject: 'Confirm your email address',
    text: ({ appName }: App) => `Thanks for signing up for ${appName}. Confirm this email address to finish.`,
    action: 'Confirm email address',
    note: `This link expires in ${confirmHours} hours and can be used once. If you didn’t sign up, ignore this email.`,
  },
  /** At a sign-up with the address of an account: the page says the same to all, and this says how it is. */
  accountExists: {
    subject: 'You already have an account',
    text: ({ appName }: App) =>
      `Someone, probably you, tried to sign up for ${appName} with this email address. You already have an account, and nothing about it has changed.`,
    waysIn: {
      password: 'You can sign in with your password.',
      providers: ({ providers }: { providers: string }) => `You can sign in with ${providers}.`,
      both: ({ providers }: { providers: string }) => `You can sign in with your password, or with ${providers}.`,
    },
    forgotten: <E>({ link }: { link: E }): Parts<E> => ['Forgot your password? Reset it here: ', link],
    action: 'Sign in',
  },
  resetPassword: {
    subject: 'Reset your password',
    text: ({ appName }: App) =>
      `We received a request to reset your ${appName} password. If it was you, choose a new one.`,
    action: 'Choose a new password',
    note: `${lifeOfReset} If it wasn’t you, ignore this email. Your password stays the same.`,
  },
  /** To someone who has no password. */
  signInByProvider: {
    subject: 'How you sign in',
    text: ({ appName, providers }: App & { providers: string }) =>
      `We received a request to reset your ${appName} password. You don’t have one: you sign in with ${providers}. You can also set a password.`,
    action: 'Set a password',
    note: `${lifeOfReset} If it wasn’t you, ignore this email.`,
  },
  resetByAdmin: {
    subject: 'Reset your password',
    text: ({ appName }: App) =>
      `An administrator of ${appName} sent you this link to choose a new password. Until you do, nothing changes.`,
    action: 'Choose a new password',
    note: lifeOfReset,
  },
  lockedDown: {
    subject: 'Your account is locked down',
    text: ({ appName }: App) =>
      `Someone reported that your ${appName} account may be in the wrong hands. Every browser was signed out, and no one can sign in until you choose a new password.`,
    disconnected: ({ provider }: { provider: string }) => `${provider} was disconnected.`,
    passkeyRemoved: ({ name }: { name: string }) => `“${name}” can no longer sign you in.`,
    action: 'Choose a new password',
    note: lifeOfReset,
    again: <E>({ link }: { link: E }): Parts<E> => ['You can get a new link at any time: ', link],
  },
  confirmNewAddress: {
    subject: 'Confirm your new email address',
    text: ({ appName }: App) =>
      `You asked to use this email address for your ${appName} account. Until you confirm it, your current address stays in place.`,
    action: 'Confirm email address',
    note: `This link expires in ${confirmHours} hours and can be used once. If it wasn’t you, ignore this email.`,
  },
  confirmOwnAddress: {
    subject: 'Confirm your email address',
    text: ({ appName }: App) =>
      `You asked to confirm the email address of your ${appName} account. Some apps open only once it’s confirmed.`,
    action: 'Confirm email address',
    note: `This link expires in ${confirmHours} hours and can be used once. If it wasn’t you, ignore this email.`,
  },
  confirmAddressFromAdmin: {
    subject: 'Confirm your new email address',
    text: ({ appName }: App) =>
      `An administrator is changing the email address of your ${appName} account to this one. Until you confirm it, your current address stays in place.`,
    action: 'Confirm email address',
    note: `This link expires in ${confirmHours} hours and can be used once. If you don’t have an account here, ignore this email.`,
  },
  addressTaken: {
    subject: 'This email address already has an account',
    text: ({ appName }: App) =>
      `Someone tried to use this email address for another account at ${appName}. It already has one, so nothing was changed.`,
    action: 'Sign in',
  },
  importedAccount: {
    subject: ({ appName }: App) => `Set a password for ${appName}`,
    text: ({ appName }: App) => `An administrator created your account at ${appName}. Set a password to sign in.`,
    action: 'Set a password',
    note: `This link expires in ${limits.importedLinkLifeMs / DAY_MS} days and can be used once. After that, choose “${signIn.form.forgot}” when you sign in.`,
  },
  resetDue: {
    subject: 'You can now sign in without your authenticator app',
    text: `Open this link in the browser you want to sign in with. It works for ${limits.resetOpenMs / DAY_MS} days.`,
    effect: 'Signing in there turns off two-factor authentication. Turn it on again under Profile, Two-Factor Auth.',
    action: 'Sign in without your authenticator app',
    note: 'If you didn’t ask for this, don’t open the link, and tell an administrator.',
  },
  reminder: {
    subject: 'Set up two-factor authentication',
    text: ({ appName }: App) =>
      `Your ${appName} account doesn’t have two-factor authentication yet. Setting it up takes two minutes: you need an authenticator app on your phone, or a passkey.`,
    /** Where it is required. */
    due: ({ day }: { day: string }) =>
      `Set it up by ${day}. After that, you’ll have to before you can do anything else here.`,
    overdue: 'It’s required here. You’ll be asked to set it up the next time you sign in.',
    action: 'Set it up',
    note: 'You can also sign in as usual and open Profile, Two-Factor Auth.',
  },
  invitation: {
    subject: ({ appName }: App) => `You’re invited to ${appName}`,
    text: ({ appName }: App) => `You’ve been invited to create an account at ${appName} with this email address.`,
    /** Above what an administrator wrote. */
    from: 'A message from your administrator:',
    action: 'Accept invitation',
    note: `This link expires in ${limits.invitationLifeMs / DAY_MS} days and can be used once. If you don’t know what this is about, ignore this email.`,
  },
};
