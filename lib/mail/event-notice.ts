import { maskEmail } from '../rules/account/masked-email.ts';
import { type EventDetails, type EventOf, eventCatalogue, type MailedKind } from '../rules/events/catalogue.ts';
import { type Differing, type FactsOf, fill } from '../rules/events/fill.ts';
import { inWords } from '../rules/events/say-browser.ts';
import { providerNames } from '../rules/sign-in/authentication-methods.ts';
import type { Words } from '../words/shape.ts';
import { compose } from './compose.ts';
import { type Circumstances, factsOf } from './facts.ts';
import { instantInMail, inText, type MailContext } from './mail-context.ts';
import type { MailContent } from './mail-parts.ts';

/**
 * `todo`: what its reader has to do. `wasNotYou`: the button of users who didn't do it, where it does more than lock the
 * account down.
 */
type Notice = { subject: string; sentence: string; todo?: string; wasNotYou?: string };

/** A kind that is emailed and has no notice doesn't compile. */
type Notices = Pick<Words['events']['notices'], MailedKind>;

/** Of a name inside a subject: with the words around it, what a phone shows. */
const NAME_MAX_LENGTH = 40;

/** What fills a notice where it isn't the details as they are. */
const facts: {
  readonly [K in Differing<Notices>]: (details: EventDetails[K], mail: MailContext) => FactsOf<Notices[K]>;
} = {
  'new-browser': ({ browser }, { dir }) => ({ browserName: inText(shorten(browser), dir) }),
  'provider-connected': ({ provider }, { dir }) => ({ providerName: inText(providerNames[provider], dir) }),
  'provider-disconnected': ({ provider }, { dir }) => ({ providerName: inText(providerNames[provider], dir) }),
  'passkey-added': ({ name }, { dir }) => ({ passkeyName: inText(shorten(name), dir) }),
  'passkey-removed': ({ name }, { dir }) => ({ passkeyName: inText(shorten(name), dir) }),
  'passkey-demoted': ({ name }, { dir }) => ({ passkeyName: inText(shorten(name), dir) }),
  'security-key-added': ({ name }, { dir }) => ({ passkeyName: inText(shorten(name), dir) }),
  'security-key-removed': ({ name }, { dir }) => ({ passkeyName: inText(shorten(name), dir) }),
  'passkey-copy-suspected': ({ name }, { dir }) => ({ passkeyName: inText(shorten(name), dir) }),
  'email-undo-sent': ({ to }, { dir }) => ({ maskedTo: inText(maskEmail(to), dir) }),
  'email-change-sent': ({ to }, { dir }) => ({ maskedTo: inText(maskEmail(to), dir) }),
  'email-change-scheduled': ({ to, dueAt }, mail) => ({
    maskedTo: inText(maskEmail(to), mail.dir),
    due: instantInMail(mail, new Date(dueAt)),
  }),
  'email-change-withdrawn': ({ to }, { dir }) => ({ maskedTo: inText(maskEmail(to), dir) }),
  'email-undo-withdrawn': ({ to }, { dir }) => ({ maskedTo: inText(maskEmail(to), dir) }),
  'second-factor-taken-off': (taken, { dir }) => ({
    isApp: taken.part === 'app',
    isOneApp: taken.part === 'one-app',
    name: 'name' in taken && taken.name ? inText(taken.name, dir) : null,
  }),
  'authenticator-added': ({ name }, { dir }) => ({ appName: name && inText(shorten(name), dir) }),
  'authenticator-removed': ({ name }, { dir }) => ({ appName: name && inText(shorten(name), dir) }),
  'session-ended-by-administrator': ({ browser }, { dir }) => ({ browserName: inText(shorten(browser), dir) }),
  renamed: ({ from, to }, { dir }) => ({ fromName: inText(from, dir), toName: inText(to, dir) }),
  'role-changed': ({ role }) => ({ isAdmin: role === 'admin' }),
  'deletion-scheduled': ({ dueAt }, mail) => ({ due: instantInMail(mail, new Date(dueAt)) }),
  'second-factor-reset-ordered': ({ dueAt }, mail) => ({ due: instantInMail(mail, new Date(dueAt)) }),
};

/** Returns what the owner is told about an event; null where the catalogue emails none. */
export function noticeOf(mail: MailContext, event: EventOf): Notice | null {
  if (eventCatalogue[event.kind].mail !== 'owner') return null;
  return fill(mail.words.events.notices as Notices, facts, inWords(mail.words.events, event), mail);
}

/**
 * Composes the mail about what was done at once, which may be several events. Its link leads to a page that can only
 * make things safer.
 */
export function eventNoticeMail(
  mail: MailContext,
  events: readonly EventOf[],
  { name, alarmUrl, ...circumstances }: Circumstances & { name: string; alarmUrl: string },
): MailContent {
  const told = leadFirst(events).flatMap((event) => noticeOf(mail, event) ?? []);
  const { wasNotYou, unexpected, nothingToDo, why } = mail.words.mail;
  const isByAdmin = circumstances.by === 'administrator';
  const hasTodo = told.some(({ todo }) => todo);
  const label = told.find((notice) => notice.wasNotYou)?.wasNotYou ?? (isByAdmin ? unexpected : wasNotYou);
  return compose(mail, {
    name,
    subject: told[0]?.subject ?? '',
    // Two links that were withdrawn at once are one sentence.
    paragraphs: [...new Set(told.flatMap(({ sentence, todo }) => (todo ? [sentence, todo] : [sentence])))],
    facts: factsOf(mail, circumstances),
    reassurance: isByAdmin || hasTodo ? undefined : nothingToDo,
    alarm: { label, url: alarmUrl },
    why: why.account(mail),
  });
}

/** Composes the last mail of an account. No link of it could still do anything. */
export function accountDeletedMail(
  mail: MailContext,
  { name, auditDays, ...circumstances }: Circumstances & { name: string; auditDays: number },
): MailContent {
  const { subject, sentence, stays, help } = mail.words.events.accountDeleted;
  return compose(mail, {
    name,
    subject,
    paragraphs: [sentence, stays({ days: auditDays })],
    facts: factsOf(mail, circumstances),
    reassurance: help,
    why: mail.words.mail.why.deleted(mail),
  });
}

/** What was done before what it was done with. */
function leadFirst(events: readonly EventOf[]): EventOf[] {
  const isMeans = ({ kind }: EventOf) => kind === 'recovery-code-used' || kind === 'bypass-code-used';
  return [...events.filter((event) => !isMeans(event)), ...events.filter(isMeans)];
}

function shorten(name: string): string {
  const letters = [...name];
  return letters.length > NAME_MAX_LENGTH ? `${letters.slice(0, NAME_MAX_LENGTH - 1).join('')}…` : name;
}
