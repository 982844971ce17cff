import { compose } from './compose.ts';
import { factsOf } from './facts.ts';
import { instantInMail, inText, type MailContext } from './mail-context.ts';
import type { MailContent } from './mail-parts.ts';

type ToPerson = { name: string };

/** To the email that an account just left, and, with the new one masked, to those it left before. */
export function addressChangedMail(
  mail: MailContext,
  { name, newAddress, undoUrl }: ToPerson & { newAddress: string; undoUrl: string | null },
): MailContent {
  const { subject, text, undo, action, ask } = mail.words.addressMails.changed;
  const changed = text({ appName: mail.appName, newAddress: inText(newAddress, mail.dir) });
  const why = mail.words.mail.why.former(mail);
  if (!undoUrl) return compose(mail, { name, subject, paragraphs: [changed, ask], why });
  const alarm = { label: action, url: undoUrl };
  return compose(mail, { name, subject, paragraphs: [changed, undo], alarm, why });
}

/**
 * To an email that a stranger, or its owner, asked for as another account's while the account that left it can still
 * have it back.
 */
export function addressReservedMail(mail: MailContext): MailContent {
  const { subject, text, owner, later } = mail.words.addressMails.reserved;
  return compose(mail, { subject, paragraphs: [text(mail), owner, later], why: mail.words.mail.why.typed(mail) });
}

/** To the present email, while an undo waits. `email`: the one it would change back to, masked. */
export function undoWaitsMail(
  mail: MailContext,
  { name, email, due, url }: ToPerson & { email: string; due: Date; url: string },
): MailContent {
  const { subject, text, action, note } = mail.words.addressMails.undoWaits;
  const { appName, dir } = mail;
  return compose(mail, {
    name,
    subject,
    paragraphs: [text({ appName, email: inText(email, dir), due: instantInMail(mail, due) })],
    action: { label: action, url },
    notes: [note],
    why: mail.words.mail.why.account(mail),
  });
}

/** To the email that an undo removed. `email`: the one that is back, masked. `url`: null where the undo is final. */
export function addressTakenBackMail(
  mail: MailContext,
  { name, email, url }: ToPerson & { email: string; url: string | null },
): MailContent {
  const { subject, text, object, action, note, ask } = mail.words.addressMails.takenBack;
  const back = text({ appName: mail.appName, email: inText(email, mail.dir) });
  const why = mail.words.mail.why.former(mail);
  if (!url) return compose(mail, { name, subject, paragraphs: [back, ask], why });
  const link = { label: action, url };
  return compose(mail, { name, subject, paragraphs: [back, object], action: link, notes: [note], why });
}

/** To the former email, whose undo an objection cancelled or reverted. */
export function undoRefusedMail(mail: MailContext, { name }: ToPerson): MailContent {
  const { subject, text, ask } = mail.words.addressMails.undoRefused;
  return compose(mail, { name, subject, paragraphs: [text(mail), ask], why: mail.words.mail.why.former(mail) });
}

/** To the former email, when an administrator sends its undo link again. `from`: when the link begins to work. */
export function undoSentMail(
  mail: MailContext,
  { name, at, reason, from, url }: ToPerson & { at: Date; reason: string; from: Date; url: string },
): MailContent {
  const { subject, text, action, note } = mail.words.addressMails.undoSent;
  return compose(mail, {
    name,
    subject,
    paragraphs: [text(mail)],
    action: { label: action, url },
    notes: [note({ from: instantInMail(mail, from) })],
    facts: factsOf(mail, { at, by: 'administrator', reason }),
    why: mail.words.mail.why.former(mail),
  });
}
