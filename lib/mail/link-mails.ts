import { compose } from './compose.ts';
import { factsOf } from './facts.ts';
import { inText, type MailContext } from './mail-context.ts';
import type { MailContent } from './mail-parts.ts';

type ToPerson = { name: string; url: string };

/**
 * Sign-up, to an email without an account. Without the name that was typed: strangers would put advertisements there
 * (attack A-36).
 */
export function confirmAddressMail(mail: MailContext, { url }: { url: string }): MailContent {
  const { subject, text, action, note } = mail.words.linkMails.confirmAddress;
  const why = mail.words.mail.why.typed(mail);
  return compose(mail, { subject, paragraphs: [text(mail)], action: { label: action, url }, notes: [note], why });
}

/** How someone signs in: with a password or not, and with which providers, by name. */
export type WaysIn = { readonly hasPassword: boolean; readonly providers: readonly string[] };

/** Sign-up, to an email that has an account: the page doesn't tell, the mail does, with its ways to sign in. */
export function accountExistsMail(
  mail: MailContext,
  { name, url, resetUrl, waysIn }: ToPerson & { resetUrl: string; waysIn: WaysIn },
): MailContent {
  const words = mail.words.linkMails.accountExists;
  const providers = waysIn.providers.length > 0 ? nameProviders(mail, waysIn.providers) : null;
  const ways = waysIn.hasPassword
    ? providers
      ? words.waysIn.both({ providers })
      : words.waysIn.password
    : providers && words.waysIn.providers({ providers });
  const forgotten = words.forgotten({ link: { href: resetUrl, text: resetUrl } });
  return compose(mail, {
    name,
    subject: words.subject,
    paragraphs: [words.text(mail), ...(ways ? [ways] : [])],
    action: { label: words.action, url },
    notes: waysIn.hasPassword || !providers ? [forgotten] : [],
    why: mail.words.mail.why.account(mail),
  });
}

/** Forgotten password. Users without a password are reminded of their providers. */
export function resetPasswordMail(
  mail: MailContext,
  { name, url, providers }: ToPerson & { providers: readonly string[] },
): MailContent {
  const { resetPassword, signInByProvider } = mail.words.linkMails;
  const isByProvider = providers.length > 0;
  const { subject, action, note } = isByProvider ? signInByProvider : resetPassword;
  const text = isByProvider
    ? signInByProvider.text({ appName: mail.appName, providers: nameProviders(mail, providers) })
    : resetPassword.text(mail);
  const why = mail.words.mail.why.account(mail);
  return compose(mail, { name, subject, paragraphs: [text], action: { label: action, url }, notes: [note], why });
}

/** A link for a new password that an administrator sent: says who and why, so that no other mail has to. */
export function resetByAdminMail(
  mail: MailContext,
  { name, url, alarmUrl, at, reason }: ToPerson & { alarmUrl: string; at: Date; reason: string },
): MailContent {
  const { subject, text, action, note } = mail.words.linkMails.resetByAdmin;
  return compose(mail, {
    name,
    subject,
    paragraphs: [text(mail)],
    action: { label: action, url },
    notes: [note],
    facts: factsOf(mail, { at, by: 'administrator', reason }),
    alarm: { label: mail.words.mail.unexpected, url: alarmUrl },
    why: mail.words.mail.why.account(mail),
  });
}

/** That two-factor isn't set up yet: who wants it and why, and until when where it is required. */
export function reminderMail(
  mail: MailContext,
  { name, url, at, reason, due }: ToPerson & { at: Date; reason: string; due: Date | 'over' | null },
): MailContent {
  const { subject, text, action, note, ...words } = mail.words.linkMails.reminder;
  const until = due === 'over' ? [words.overdue] : due ? [words.due({ day: mail.formats.day(due) })] : [];
  return compose(mail, {
    name,
    subject,
    paragraphs: [text(mail), ...until],
    action: { label: action, url },
    notes: [note],
    facts: factsOf(mail, { at, by: 'administrator', reason }),
    why: mail.words.mail.why.account(mail),
  });
}

/** What a "Not you?" link took away besides, by its name. */
export type Removed = { provider: string } | { passkey: string };

/** An account that a link has locked down: now the only way on goes through its mailbox. */
export function lockedDownMail(
  mail: MailContext,
  { name, url, againUrl, removed }: ToPerson & { againUrl: string; removed: Removed | null },
): MailContent {
  const words = mail.words.linkMails.lockedDown;
  const also =
    removed === null
      ? []
      : 'provider' in removed
        ? [words.disconnected({ provider: inText(removed.provider, mail.dir) })]
        : [words.passkeyRemoved({ name: inText(removed.passkey, mail.dir) })];
  return compose(mail, {
    name,
    subject: words.subject,
    paragraphs: [words.text(mail), ...also],
    action: { label: words.action, url },
    notes: [words.note, words.again({ link: { href: againUrl, text: againUrl } })],
    why: mail.words.mail.why.account(mail),
  });
}

/** To the address that an administrator wants an account to have. */
export function confirmAddressFromAdminMail(mail: MailContext, { url }: { url: string }): MailContent {
  const { subject, text, action, note } = mail.words.linkMails.confirmAddressFromAdmin;
  const why = mail.words.mail.why.typed(mail);
  return compose(mail, { subject, paragraphs: [text(mail)], action: { label: action, url }, notes: [note], why });
}

/** To a new email, before it counts: without a name, as at sign-up. */
export function confirmNewAddressMail(mail: MailContext, { url }: { url: string }): MailContent {
  const { subject, text, action, note } = mail.words.linkMails.confirmNewAddress;
  const why = mail.words.mail.why.typed(mail);
  return compose(mail, { subject, paragraphs: [text(mail)], action: { label: action, url }, notes: [note], why });
}

/** To the account's own email, to confirm it. */
export function confirmOwnAddressMail(mail: MailContext, { name, url }: ToPerson): MailContent {
  const { subject, text, action, note } = mail.words.linkMails.confirmOwnAddress;
  const why = mail.words.mail.why.account(mail);
  return compose(mail, { name, subject, paragraphs: [text(mail)], action: { label: action, url }, notes: [note], why });
}

/** To an email that another user asked to change to, and that has an account already. */
export function addressTakenMail(mail: MailContext, { name, url }: ToPerson): MailContent {
  const { subject, text, action } = mail.words.linkMails.addressTaken;
  const why = mail.words.mail.why.account(mail);
  return compose(mail, { name, subject, paragraphs: [text(mail)], action: { label: action, url }, why });
}

/** To an imported user without a password. */
export function importedAccountMail(mail: MailContext, { name, url }: ToPerson): MailContent {
  const { subject, text, action, note } = mail.words.linkMails.importedAccount;
  return compose(mail, {
    name,
    subject: subject(mail),
    paragraphs: [text(mail)],
    action: { label: action, url },
    notes: [note],
    why: mail.words.mail.why.account(mail),
  });
}

/** When a second-factor reset can be executed. */
export function resetDueMail(mail: MailContext, { name, url }: ToPerson): MailContent {
  const { subject, text, effect, action, note } = mail.words.linkMails.resetDue;
  const why = mail.words.mail.why.account(mail);
  return compose(mail, {
    name,
    subject,
    paragraphs: [text, effect],
    action: { label: action, url },
    notes: [note],
    why,
  });
}

/** To an invited email. */
/** `message`: lines that an administrator adds; empty for none. */
export function invitationMail(
  mail: MailContext,
  { url, message = '' }: { url: string; message?: string },
): MailContent {
  const { subject, text, from, action, note } = mail.words.linkMails.invitation;
  return compose(mail, {
    subject: subject(mail),
    paragraphs: [text(mail), ...(message ? [from, ...message.split('\n').filter((line) => line.trim() !== '')] : [])],
    action: { label: action, url },
    notes: [note],
    why: mail.words.mail.why.invited(mail),
  });
}

function nameProviders({ formats, dir }: MailContext, providers: readonly string[]): string {
  return formats.or(providers.map((name) => inText(name, dir)));
}
