import { DAY_MS, limits } from '../../config/limits.ts';

type App = { appName: string };

const undoDays = limits.undoLinkLifeMs / DAY_MS;
const objectionDays = limits.objectionLifeMs / DAY_MS;
const openWhereKnown = `Open this link in the browser you’ve used longest. It works for ${objectionDays} days and can be used once.`;
const changed = 'Your email address was changed';

/** Emails about a change of email address, to the one that an account has, had or is to have. */
export const addressMails = {
  changed: {
    subject: changed,
    text: ({ appName, newAddress }: App & { newAddress: string }) =>
      `The email address of your account at ${appName} is now ${newAddress}.`,
    undo: `If that wasn’t you, undo the change within ${undoDays} days. That also signs you out everywhere, and we’ll email you a link to choose a new password.`,
    action: 'Undo the change',
    /** Where no link of this email can undo it. */
    ask: 'If that wasn’t you, ask an administrator.',
  },
  /** Someone asked for it while the account that left it may still have it back. */
  reserved: {
    subject: 'This email address can’t be used yet',
    text: ({ appName }: App) =>
      `Someone tried to use this email address for an account at ${appName}. Until a few days ago it belonged to another account, and that change can still be undone. Nothing was changed.`,
    owner: `If the account is yours, use the link in our email “${changed}”, or ask an administrator.`,
    later: `Otherwise, try again in ${undoDays} days.`,
  },
  undoWaits: {
    subject: 'Your email address is about to change back',
    text: ({ appName, email, due }: App & { email: string; due: string }) =>
      `The email address of your account at ${appName} will change back to ${email} after ${due}. If this account is yours, stop the change before then.`,
    action: 'Keep my address',
    note: openWhereKnown,
  },
  takenBack: {
    subject: 'Your email address was changed back',
    text: ({ appName, email }: App & { email: string }) =>
      `The email address of your account at ${appName} is ${email} again. You were signed out everywhere.`,
    object: 'If this account is yours, object to the change.',
    action: 'Keep my address',
    note: openWhereKnown,
    ask: 'If this account is yours, ask an administrator.',
  },
  undoRefused: {
    subject: 'Your email address was not changed back',
    text: ({ appName }: App) =>
      `Someone with the other email address of this account at ${appName} objected, and had older proof than yours. The account keeps that address.`,
    ask: 'If this account is yours, ask an administrator.',
  },
  undoSent: {
    subject: 'You can get your account back',
    text: ({ appName }: App) =>
      `An administrator of ${appName} sent you this link. It makes this your account’s email address again.`,
    action: 'Undo the change',
    note: ({ from }: { from: string }) => `This link works from ${from}, for ${undoDays} days, and can be used once.`,
  },
};
