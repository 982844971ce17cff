import type { EventOfSomeone, EventPlace } from '../../../db/queries/security-events.ts';
import { findUser } from '../../../db/queries/users.ts';
import { deletedActorEmail } from '../../rules/events/actor.ts';
import { type EventDetails, type EventKind, isAboutAccount } from '../../rules/events/catalogue.ts';
import { eventLine } from '../../rules/events/event-line.ts';
import { readDetails } from '../../rules/events/stored-details.ts';
import type { Words } from '../../words/shape.ts';
import type { Context } from '../context.ts';
import { type AdminEventQuery, type EventPlaces, lookForEvents, searchOf, walkSearch } from './find-events.ts';

const ADMIN_EVENTS_PER_PAGE = 50;
/**
 * One line of the Events page: about whom or what, what happened, and who did it (null: the user themself). `email` is
 * that of the account, or the last one of a deleted account; `subject` names what is no account.
 */
export type AdminEventRow = {
  id: string;
  at: Date;
  userId: string | null;
  email: string | null;
  subject: string | null;
  isDeleted: boolean;
  kind: EventKind;
  what: string;
  details: EventDetails[EventKind];
  by: string | null;
  browser: string;
  ipAddress: string;
};

export type EventsPage = {
  rows: AdminEventRow[];
  newer: EventPlace | 'newest' | null;
  older: EventPlace | null;
  isPartial: boolean;
};

const BATCH = 1000;

/**
 * Returns a page of events, newest first, and beside which places the pages next to it stand (`newest`: none, it is the
 * first). It stands beside a place itself, or is the newest. Where too few are newer than a place to fill a page, it is
 * the newest as well. `isPartial`: a search ended before it had found enough or seen all; the next page goes on.
 */
export async function describeEvents(
  context: Context,
  words: Words,
  asked: AdminEventQuery,
  { before = null, after = null, perPage = ADMIN_EVENTS_PER_PAGE }: EventPlaces & { perPage?: number } = {},
): Promise<EventsPage> {
  const search = await searchOf(context, asked);
  if (!search) return { rows: [], newer: null, older: null, isPartial: false };
  const limit = perPage + 1;
  if (after) {
    const { found, stoppedAt } = await lookForEvents(context, search, { after }, limit);
    if (stoppedAt || found.length > perPage) {
      const rows = await readableEvents(context, words, found.slice(-perPage));
      const newer = stoppedAt ?? rows[0] ?? null;
      return { rows, newer, older: rows.at(-1) ?? after, isPartial: stoppedAt !== null };
    }
  }
  const { found, stoppedAt } = await lookForEvents(context, search, { before: after ? null : before }, limit);
  const rows = await readableEvents(context, words, found.slice(0, perPage));
  return {
    rows,
    newer: after || before === null ? null : (rows[0] ?? 'newest'),
    older: stoppedAt ?? (found.length > perPage ? (rows.at(-1) ?? null) : null),
    isPartial: stoppedAt !== null,
  };
}

/** Yields all matching events in batches, so that only one batch is in memory. */
export async function* walkEvents(
  context: Context,
  words: Words,
  asked: AdminEventQuery,
): AsyncGenerator<AdminEventRow[]> {
  const search = await searchOf(context, asked);
  if (!search) return;
  for await (const found of walkSearch(context, search, BATCH))
    if (found.length > 0) yield await readableEvents(context, words, found);
}

/** Returns events as administrators read them. */
export async function readableEvents(
  context: Pick<Context, 'db'>,
  words: Words,
  events: readonly EventOfSomeone[],
): Promise<AdminEventRow[]> {
  const names = await namesOf(
    context,
    events.flatMap(({ actor }) => (actor ? [actor] : [])),
  );
  return events.map((row) => {
    const event = readDetails(row);
    const { id, at, actor, browser, ipAddress } = row;
    return {
      id,
      at,
      userId: row.userId,
      ...subjectOf(row),
      kind: event.kind,
      what: eventLine(words, event, 'admin'),
      details: event.details,
      by: actor && (names.get(actor) ?? nameOfActor(words, actor)),
      browser,
      ipAddress,
    };
  });
}

/** Returns about whom or what an event is. */
export function subjectOf({ userId, email, subject, kind }: EventOfSomeone) {
  const isOfAccount = isAboutAccount(kind);
  return {
    email: email ?? (isOfAccount ? subject : null),
    subject: isOfAccount ? null : subject,
    isDeleted: isOfAccount && userId === null,
  };
}

/** As `subjectOf`, in words. */
export function sayAbout({ events }: Words, { email, subject, isDeleted }: ReturnType<typeof subjectOf>): string {
  return isDeleted ? events.deletedAccount({ email }) : (email ?? subject ?? '');
}

/** Returns a command by its name, an administrator whose account was deleted by their email. */
function nameOfActor({ events }: Words, actor: string): string {
  const email = deletedActorEmail(actor);
  return email ? events.deletedAccount({ email }) : actor;
}

async function namesOf({ db }: Pick<Context, 'db'>, actors: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const actor of new Set(actors)) {
    const user = await findUser(db, actor);
    if (user) names.set(actor, user.email);
  }
  return names;
}
