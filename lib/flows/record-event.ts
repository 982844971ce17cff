import { insertEvent } from '../../db/queries/security-events.ts';
import { type Db, query } from '../../db/store.ts';
import { generateId } from '../crypto/token.ts';
import { metrics } from '../observability/metrics.ts';
import { deletedActorEmail } from '../rules/events/actor.ts';
import {
  type EventDetails,
  type EventKind,
  type EventOf,
  eventCatalogue,
  type KindWithSubject,
  loggedDetails,
} from '../rules/events/catalogue.ts';
import type { Context } from './context.ts';
import type { Disowned } from './mail/steps/issue-token.ts';
import { notifyOwner } from './mail/steps/notify-owner.ts';

type WithDetails<K extends EventKind> = keyof EventDetails[K] extends never
  ? { details?: never }
  : { details: EventDetails[K] };
/** An administrator's id, or `command:NAME`; left out where its owner did it. */
type WithActor<K extends EventKind> = (typeof eventCatalogue)[K]['category'] extends 'administration'
  ? { actor: string }
  : { actor?: string };

type WithAccount<K extends EventKind> = K extends KindWithSubject
  ? { userId?: null; subject: string }
  : { userId: string; subject?: never };

/** A kind with exactly the details that the catalogue gives it. */
type Recorded = { [K in EventKind]: { kind: K } & WithDetails<K> & WithActor<K> & WithAccount<K> }[EventKind] & {
  /** What the mail's "Not you?" link undoes, besides locking the account down. */
  disowned?: Disowned;
  /** The flow's own mail to the owner says it, so that one act makes one mail. */
  isToldByFlow?: boolean;
};

/**
 * Writes an event inside the transaction that makes it true, logs it, and notifies the owner by mail where they should
 * know. No flow mails about an event by itself, so none can forget to.
 */
export function* recordEvent(
  context: Context,
  db: Db,
  { userId = null, subject, kind, details, disowned, actor, isToldByFlow = false }: Recorded,
) {
  const { now, log } = context;
  const { browser, ipAddress } = context.client;
  const event = { kind, details: details ?? {} } as EventOf;
  yield* query(
    insertEvent(db, {
      id: orderedId(db, now),
      userId,
      subject: subject ?? null,
      at: now,
      ...event,
      browser,
      ipAddress,
      actor: actor ?? null,
      // In the row itself: it is told if it became true, and not otherwise.
      webhookAt: context.settings.webhook ? now : null,
    }),
  );
  log.info(
    {
      event: kind,
      user: userId,
      details: loggedDetails(event),
      address: ipAddress,
      // No log line holds an email.
      ...(actor && { actor: deletedActorEmail(actor) ? 'deleted' : actor }),
    },
    'security event',
  );
  metrics().event(kind);

  if (eventCatalogue[kind].mail !== 'owner' || userId === null || isToldByFlow) return;
  const told = { event, actor: actor ?? null, ...(disowned && { disowned }) };
  yield* notifyOwner(context, db, userId, told);
}

const recorded = new WeakMap<Db, { at: number; count: number }>();

/**
 * Returns an id that sorts after those of the same instant: what one transaction records has one instant, and is listed
 * in the order in which it became true. Counted from zero for each instant, so that it doesn't reveal how many there
 * are.
 */
function orderedId(db: Db, now: Date): string {
  const before = recorded.get(db);
  const count = before?.at === now.getTime() ? before.count + 1 : 0;
  recorded.set(db, { at: now.getTime(), count });
  return `${String(count).padStart(6, '0')}-${generateId()}`;
}
