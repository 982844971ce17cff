import { maskEmail } from '../rules/account/masked-email.ts';
import { type EventDetails, type EventOf, eventCatalogue, type MailedKind } from '../rules/events/catalogue.ts';
import { administrator } from '../rules/events/display-location.ts';
import { type Differing, type FactsOf, fill } from '../rules/events/fill.ts';
import { providerNames } from '../rules/sign-in/authentication-methods.ts';
import type { Words } from '../words/shape.ts';
import { compose, instantForMail, type MailContent } from './compose.ts';

/** `notYou` stands above the link for users who didn't do it, where that link does more than lock the account down. */
type Notice = { subject: string; sentence: string; notYou?: string };
type Circumstances = { appName: string; name: string; at: Date; browser: string; ipAddress: string; notYouUrl: string };

/** A kind that is emailed and has no notice doesn't compile. */
type Notices = Pick<Words['events']['notices'], MailedKind>;

const SUBJECT_MAX_LENGTH = 60;

/** What fills a notice where it isn't the details as they are. */
const facts: { readonly [K in Differing<Notices>]: (details: EventDetails[K]) => FactsOf<Notices[K]> } = {
  'provider-connected': ({ provider }) => ({ providerName: providerNames[provider] }),
  'provider-disconnected': ({ provider }) => ({ providerName: providerNames[provider] }),
  'email-undo-sent': ({ to, reason }) => ({ maskedTo: maskEmail(to), reason }),
  'email-undo-withdrawn': ({ to, reason }) => ({ maskedTo: maskEmail(to), reason }),
  'second-factor-taken-off': ({ part }) => ({ isApp: part === 'app' }),
  'role-changed': ({ role, reason }) => ({ isAdmin: role === 'admin', reason }),
  'second-factor-reset-ordered': ({ dueAt, reason }) => ({ due: instantForMail(new Date(dueAt)), reason }),
};

/** Returns what the owner is notified of; null where the catalogue emails none. */
export function noticeOf({ events }: Words, event: EventOf): Notice | null {
  if (eventCatalogue[event.kind].mail !== 'owner') return null;
  const notice: Notice = fill(events.notices as Notices, facts, event, undefined);
  return { ...notice, subject: notice.subject.slice(0, SUBJECT_MAX_LENGTH) };
}

/** Composes the mail about an event. Its link leads to a page that can only make things safer. */
export function eventNoticeMail({ subject, sentence, notYou }: Notice, about: Circumstances): MailContent {
  return compose({
    appName: about.appName,
    subject,
    greeting: `Hello ${about.name},`,
    paragraphs: [sentence],
    circumstances: circumstancesOf(about),
    notYou: { sentence: notYou ?? 'Wasn’t you? Secure your account now:', url: about.notYouUrl },
  });
}

/** Composes the last mail of an account. No link of it could still do anything. */
export function accountDeletedMail(
  { events: { accountDeleted } }: Words,
  about: Omit<Circumstances, 'notYouUrl'> & { supportEmail: string | undefined; auditDays: number },
): MailContent {
  const { auditDays: days, supportEmail } = about;
  const help = supportEmail ? [accountDeleted.help({ supportEmail })] : [];
  return compose({
    appName: about.appName,
    subject: accountDeleted.subject,
    greeting: `Hello ${about.name},`,
    paragraphs: [`${accountDeleted.sentence} ${accountDeleted.stays({ days })}`, ...help],
    circumstances: circumstancesOf(about),
  });
}

function circumstancesOf({ at, browser, ipAddress }: Pick<Circumstances, 'at' | 'browser' | 'ipAddress'>): string[] {
  const when = `When: ${instantForMail(at)}`;
  if (browser === administrator.browser) return [when, 'By: an administrator'];
  return [when, `Browser: ${browser}`, ...(ipAddress === 'unknown' ? [] : [`Address: ${ipAddress}`])];
}
