import * as addressMails from '../lib/mail/address-mails.ts';
import * as eventMails from '../lib/mail/event-notice.ts';
import * as linkMails from '../lib/mail/link-mails.ts';
import { type MailContext, type MailSettings, mailContext } from '../lib/mail/mail-context.ts';
import type { MailContent } from '../lib/mail/mail-parts.ts';
import { type EventOf, eventCatalogue } from '../lib/rules/events/catalogue.ts';
import type { Language } from '../lib/words/language.ts';
import { longestEvents, sampleEvents } from './sample-events.ts';

type Composer = keyof typeof addressMails | keyof typeof linkMails | Exclude<keyof typeof eventMails, 'noticeOf'>;

/** Of an instance that has been given no brand. */
export const sampleSettings: MailSettings = {
  appName: 'Axelor Connect',
  origin: 'https://connect.example.com',
  supportEmail: 'help@example.com',
  supportUrl: undefined,
  brand: { organisation: undefined, accent: undefined },
};
const at = new Date('2026-11-26T09:12:00Z');
const due = new Date('2026-11-27T09:12:00Z');
const by = { browser: 'Firefox on macOS', ipAddress: '203.0.113.7' };
const reason = 'Passport seen, called back';
const name = 'Ada Lovelace';
const newAddress = 'ada@analytical.example';
const email = 'a…@example.com';

/** What of a mail isn't the product's own words. */
export const sampleData: readonly string[] = [
  sampleSettings.appName,
  'help@example.com',
  by.browser,
  by.ipAddress,
  reason,
  name,
  newAddress,
  email,
  'b…@example.com',
];

/** Returns every mail that the product sends, by name, in one language. A composer without a sample doesn't compile. */
export function sampleMails(language: Language, settings = sampleSettings): [string, MailContent][] {
  const mail = mailContext(settings, language);
  const url = `${settings.origin}/login`;
  const againUrl = `${settings.origin}/forgot-password`;
  const link = (purpose: string) =>
    `${settings.origin}/link/${purpose}?token=9f3cQm1Tz0vXk7Jw2LrB5sYd8uNgHaEoPiWcVx4KqZM`;
  const exists = (hasPassword: boolean, providers: string[]) =>
    linkMails.accountExistsMail(mail, { name, url, resetUrl: againUrl, waysIn: { hasPassword, providers } });
  const reset = { name, url: link('reset-password') };
  const objection = { name, email, url: link('objection') };
  const samples: Record<Composer, Record<string, MailContent>> = {
    confirmAddressMail: { 'sign-up': linkMails.confirmAddressMail(mail, { url: link('sign-up') }) },
    accountExistsMail: {
      'account-exists': exists(true, []),
      'account-exists-providers': exists(false, ['Google', 'GitHub']),
      'account-exists-both': exists(true, ['Google']),
    },
    invitationMail: { invitation: linkMails.invitationMail(mail, { url: link('invitation') }) },
    importedAccountMail: { imported: linkMails.importedAccountMail(mail, reset) },
    resetPasswordMail: {
      reset: linkMails.resetPasswordMail(mail, { ...reset, providers: [] }),
      'reset-providers': linkMails.resetPasswordMail(mail, { ...reset, providers: ['Google', 'GitHub'] }),
    },
    resetByAdminMail: {
      'reset-by-admin': linkMails.resetByAdminMail(mail, { ...reset, alarmUrl: link('not-me'), at, reason }),
    },
    reminderMail: {
      reminder: linkMails.reminderMail(mail, { name, url, at, reason, due: null }),
      'reminder-due': linkMails.reminderMail(mail, { name, url, at, reason, due }),
      'reminder-overdue': linkMails.reminderMail(mail, { name, url, at, reason, due: 'over' }),
    },
    lockedDownMail: {
      'locked-down': linkMails.lockedDownMail(mail, { ...reset, againUrl, removed: null }),
      'locked-down-provider': linkMails.lockedDownMail(mail, { ...reset, againUrl, removed: { provider: 'GitHub' } }),
      'locked-down-passkey': linkMails.lockedDownMail(mail, {
        ...reset,
        againUrl,
        removed: { passkey: 'iCloud Keychain' },
      }),
    },
    confirmAddressFromAdminMail: {
      'address-from-admin': linkMails.confirmAddressFromAdminMail(mail, { url: link('change-email') }),
    },
    confirmNewAddressMail: {
      'new-address': linkMails.confirmNewAddressMail(mail, { url: link('change-email') }),
    },
    confirmOwnAddressMail: {
      'own-address': linkMails.confirmOwnAddressMail(mail, { name, url: link('change-email') }),
    },
    addressTakenMail: { 'new-address-taken': linkMails.addressTakenMail(mail, { name, url }) },
    addressReservedMail: { 'new-address-reserved': addressMails.addressReservedMail(mail) },
    addressChangedMail: {
      'address-changed': addressMails.addressChangedMail(mail, { name, newAddress, undoUrl: link('undo-email') }),
      'address-changed-long-ago': addressMails.addressChangedMail(mail, { name, newAddress, undoUrl: null }),
    },
    undoWaitsMail: { 'undo-waits': addressMails.undoWaitsMail(mail, { ...objection, due }) },
    addressTakenBackMail: {
      'address-taken-back': addressMails.addressTakenBackMail(mail, objection),
      'address-taken-back-for-good': addressMails.addressTakenBackMail(mail, { ...objection, url: null }),
    },
    undoRefusedMail: { 'undo-refused': addressMails.undoRefusedMail(mail, { name }) },
    undoSentMail: {
      'undo-sent': addressMails.undoSentMail(mail, { name, at, reason, from: due, url: link('undo-email') }),
    },
    resetDueMail: { 'reset-due': linkMails.resetDueMail(mail, { name, url: link('reset-due') }) },
    accountDeletedMail: {
      'account-deleted': eventMails.accountDeletedMail(mail, { name, at, by, auditDays: 180 }),
    },
    eventNoticeMail: Object.fromEntries(
      acts.map((events) => [
        `event-${events.map(({ kind }) => kind).join('-and-')}`,
        noticeOf(mail, events, link('not-me')),
      ]),
    ),
  };
  return Object.values(samples).flatMap((variants) => Object.entries(variants));
}

/** Returns every subject with the longest names that it can hold. */
export function longestSubjects(language: Language): string[] {
  const settings = { ...sampleSettings, appName: 'N'.repeat(40) };
  const notices = longestEvents
    .filter(isMailed)
    .map((event) => noticeOf(mailContext(settings, language), [event], 'https://connect.example.com'));
  return [...sampleMails(language, settings).map(([, mail]) => mail), ...notices].map(({ subject }) => subject);
}

function isMailed({ kind }: EventOf): boolean {
  return eventCatalogue[kind].mail === 'owner';
}

/** Events that are told in one mail: each alone, and some that one act makes at once. */
const acts: readonly (readonly EventOf[])[] = [
  ...sampleEvents.filter(isMailed).map((event) => [event]),
  [
    { kind: 'recovery-code-used', details: { number: 10, left: 0 } },
    { kind: 'new-browser', details: { browser: by.browser } },
  ],
  [
    { kind: 'password-reset', details: {} },
    { kind: 'second-factor-taken-off', details: { part: 'codes' } },
    { kind: 'provider-disconnected', details: { provider: 'github' } },
  ],
];

function noticeOf(mail: MailContext, events: readonly EventOf[], alarmUrl: string): MailContent {
  const isByAdmin = events.every(({ kind }) => eventCatalogue[kind].category === 'administration');
  return eventMails.eventNoticeMail(mail, events, {
    name,
    at,
    alarmUrl,
    by: isByAdmin ? 'administrator' : by,
    ...(isByAdmin && { reason }),
  });
}
