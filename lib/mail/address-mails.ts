import { compose, instantForMail, type MailContent } from './compose.ts';

type Common = { appName: string; name: string; supportEmail: string | undefined };

/** Says who can help where no link does. */
function adminAt(supportEmail: string | undefined): string {
  return supportEmail ? `an administrator: ${supportEmail}` : 'an administrator';
}

/** To the email that an account just left, and, with the new one masked, to those it left before. */
export function addressChangedMail({
  appName,
  name,
  supportEmail,
  newAddress,
  undoUrl,
}: Common & { newAddress: string; undoUrl: string | null }): MailContent {
  return compose({
    appName,
    subject: 'Your email address was changed',
    greeting: `Hello ${name},`,
    paragraphs: [
      `Your account at ${appName} now belongs to ${newAddress}.`,
      undoUrl ? 'If that wasn’t you, take it back:' : `If that wasn’t you, ask ${adminAt(supportEmail)}`,
    ],
    ...(undoUrl && {
      action: { label: 'Undo the change', url: undoUrl },
      circumstances: [
        'This works for seven days after the change. It also signs out every browser, and we send you a link to choose a new password.',
      ],
    }),
  });
}

/**
 * To an email that a stranger, or its owner, asked for as another account's while the account that left it can still
 * have it back.
 */
export function addressReservedMail({ appName, supportEmail }: Omit<Common, 'name'>): MailContent {
  return compose({
    appName,
    subject: 'This address can’t be used yet',
    greeting: 'Hello,',
    paragraphs: [
      `Someone wanted to use this email address for an account at ${appName}. It belonged to another account until a few days ago, and that change can still be undone, so nothing was done.`,
      `Is that account yours? Use the link in our mail “Your email address was changed”, or ask ${adminAt(supportEmail)}`,
      'Otherwise, try again in seven days.',
    ],
  });
}

/** To the present email, while an undo waits. */
export function undoWaitsMail({ appName, name, email, due, url }: Omit<Common, 'supportEmail'> & Waiting): MailContent {
  return compose({
    appName,
    subject: 'Your email address is about to change back',
    greeting: `Hello ${name},`,
    paragraphs: [
      `The email address of your account at ${appName} is about to change back to ${email}. If this account is yours, stop it by ${instantForMail(due)}:`,
    ],
    action: { label: 'Keep my address', url },
    circumstances: ['Open the link in the browser you’ve used longest. It works for seven days and once.'],
  });
}
type Waiting = { email: string; due: Date; url: string };

/** To the email that an undo removed. */
export function addressTakenBackMail({
  appName,
  name,
  supportEmail,
  email,
  url,
}: Common & { email: string; url: string | null }): MailContent {
  return compose({
    appName,
    subject: 'Your email address was changed back',
    greeting: `Hello ${name},`,
    paragraphs: [
      `The email address of your account at ${appName} is ${email} again. Every browser was signed out.`,
      url
        ? 'If this account is yours, open this link in the browser you’ve used longest:'
        : `If this account is yours, ask ${adminAt(supportEmail)}`,
    ],
    ...(url && {
      action: { label: 'Keep my address', url },
      circumstances: ['The link works for seven days and once.'],
    }),
  });
}

/** To the former email, whose undo an objection cancelled or reverted. */
export function undoRefusedMail({ appName, name, supportEmail }: Common): MailContent {
  return compose({
    appName,
    subject: 'Your email address was not changed back',
    greeting: `Hello ${name},`,
    paragraphs: [
      `The other address of this account at ${appName} objected, and showed a proof that is older than yours. It stays the address of the account.`,
      `Is the account yours? Ask ${adminAt(supportEmail)}`,
    ],
  });
}

/** To the former email, when an administrator sends its undo link again. */
export function undoSentMail({
  appName,
  name,
  reason,
  from,
  url,
}: Omit<Common, 'supportEmail'> & { reason: string; from: Date; url: string }): MailContent {
  return compose({
    appName,
    subject: 'You can take your account back',
    greeting: `Hello ${name},`,
    paragraphs: [
      `An administrator of ${appName} lets you make this your account’s email address again. Reason given: ${reason}.`,
    ],
    action: { label: 'Undo the change', url },
    circumstances: [`The link works from ${instantForMail(from)}, for seven days and once.`],
  });
}
