import { insertEvent } from '../../db/queries/security-events.ts';
import { selectUser } from '../../db/queries/users.ts';
import { type Db, query } from '../../db/store.ts';
import { limits } from '../config/limits.ts';
import { generateId } from '../crypto/token.ts';
import { eventNoticeMail, noticeOf } from '../mail/event-notice.ts';
import { displayLocation, type EventKind } from '../rules/events/security-event.ts';
import type { Context } from './context.ts';
import { enqueueMail } from './mail/steps/enqueue-mail.ts';
import { type Disowned, issueToken, linkUrl } from './mail/steps/issue-token.ts';

type Noted = {
  userId: string;
  kind: EventKind;
  details?: string[];
  /** What the mail's "Not you?" link takes back, beside locking the account down. */
  disowned?: Disowned;
  /** Set when an administrator did it: their id, or `command:NAME`. */
  actor?: string;
};

/**
 * Writes an event inside the transaction that makes it true, the same as a log line, and, where the owner should
 * know, a mail. No flow mails about an event by itself, so none can forget to.
 */
export function* recordEvent(context: Context, db: Db, { userId, kind, details = [], disowned, actor }: Noted) {
  const { now, log } = context;
  const { browser, ipAddress } = context.client;
  yield* query(
    insertEvent(db, {
      id: orderedId(db, now),
      userId,
      at: now,
      kind,
      details,
      browser,
      ipAddress,
      actor: actor ?? null,
    }),
  );
  // Addresses of mail and what an administrator writes about somebody stay in the database.
  const logged = actor || kind.startsWith('email-') ? [] : details;
  log.info(
    { event: kind, user: userId, details: logged, address: ipAddress, ...(actor && { actor }) },
    'security event',
  );

  const notice = noticeOf(kind, details);
  const [user] = notice ? yield* query(selectUser(db, userId)) : [];
  if (!notice || !user) return;
  const secret = yield* issueToken(context, db, {
    purpose: 'not-me',
    owner: userId,
    email: user.email,
    lifeMs: limits.undoLinkLifeMs,
    payload: disowned,
  });
  const about = {
    appName: context.settings.appName,
    name: user.name,
    at: now,
    ...displayLocation({ kind, actor: actor ?? null, browser, ipAddress }),
    notYouUrl: linkUrl(context, 'not-me', secret),
  };
  yield* enqueueMail(context, db, user.email, eventNoticeMail(notice, about));
}

const recorded = new WeakMap<Db, { at: number; count: number }>();

/**
 * A name for the row that sorts behind those of the same instant: what one transaction records has one instant, and is
 * listed in the order in which it became true. Counted again for each instant, so that it tells nobody how many there are.
 */
function orderedId(db: Db, now: Date): string {
  const before = recorded.get(db);
  const count = before?.at === now.getTime() ? before.count + 1 : 0;
  recorded.set(db, { at: now.getTime(), count });
  return `${String(count).padStart(6, '0')}-${generateId()}`;
}
