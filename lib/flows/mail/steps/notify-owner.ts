import { selectToken } from '../../../../db/queries/tokens.ts';
import { selectUser, type User } from '../../../../db/queries/users.ts';
import { type Db, query } from '../../../../db/store.ts';
import { limits } from '../../../config/limits.ts';
import { hashToken } from '../../../crypto/token.ts';
import { eventNoticeMail } from '../../../mail/event-notice.ts';
import { mailContext } from '../../../mail/mail-context.ts';
import type { MailContent } from '../../../mail/mail-parts.ts';
import type { EventOf } from '../../../rules/events/catalogue.ts';
import { isByAdministrator } from '../../../rules/events/display-location.ts';
import { languageOf } from '../../../words/catalogue.ts';
import type { Context } from '../../context.ts';
import { enqueueMail, rewriteMail } from './enqueue-mail.ts';
import { type Disowned, issueToken, linkUrl } from './issue-token.ts';

type Told = { event: EventOf; actor: string | null; disowned?: Disowned };

/** The notice of an act that is being recorded. */
type Begun = { at: number; userId: string; to: string; mailId: string; secret: string; told: readonly Told[] };

const begun = new WeakMap<Db, Begun>();

/**
 * Mails the owner of an account about an event, in the transaction that makes it true. One act makes one mail, however
 * many events it is: a further one of the same transaction is added to the mail that waits.
 */
export function* notifyOwner(context: Context, db: Db, userId: string, next: Told) {
  const [user] = yield* query(selectUser(db, userId));
  if (!user) return;
  const at = context.now.getTime();
  const before = begun.get(db);
  const isSameAct = before?.at === at && before.userId === userId && before.to === user.email;
  // A link that undoes something of its own can't be that of another event.
  if (isSameAct && !next.disowned) {
    const told = [...before.told, next];
    const secret = yield* linkSecret(context, db, user, next, before.secret);
    const notice = composeNotice(context, user, told, secret);
    if (yield* rewriteMail(context, db, before.mailId, user.email, notice))
      return void begun.set(db, { ...before, told, secret });
  }
  const secret = yield* linkSecret(context, db, user, next, null);
  const mailId = yield* enqueueMail(context, db, user.email, composeNotice(context, user, [next], secret));
  begun.set(db, { at, userId, to: user.email, mailId, secret, told: [next] });
}

/** Returns `known` while its link lives, else a new one: what was recorded in between may have ended it. */
function* linkSecret(context: Context, db: Db, user: User, { disowned }: Told, known: string | null) {
  const living = known ? yield* query(selectToken(db, hashToken(known), 'not-me', context.now)) : [];
  if (known && living.length > 0) return known;
  return yield* issueToken(context, db, {
    purpose: 'not-me',
    owner: user.id,
    email: user.email,
    lifeMs: limits.undoLinkLifeMs,
    payload: disowned,
  });
}

function composeNotice(context: Context, user: User, told: readonly Told[], secret: string): MailContent {
  const isByAdmin = told.every(({ event, actor }) => isByAdministrator({ kind: event.kind, actor }));
  const [reason] = told.flatMap(({ event: { details } }) => ('reason' in details ? [details.reason] : []));
  return eventNoticeMail(
    mailContext(context.settings, languageOf(user.language)),
    told.map(({ event }) => event),
    {
      name: user.name,
      at: context.now,
      by: isByAdmin ? 'administrator' : context.client,
      reason,
      alarmUrl: linkUrl(context, 'not-me', secret),
    },
  );
}
