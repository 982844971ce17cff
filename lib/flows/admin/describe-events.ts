import { type EventOfSomeone, type EventQuery, listAllEvents } from '../../../db/queries/security-events.ts';
import { findUser } from '../../../db/queries/users.ts';
import { DAY_MS } from '../../config/limits.ts';
import type { EventDetails, EventKind } from '../../rules/events/catalogue.ts';
import { filterKinds } from '../../rules/events/event-filter.ts';
import { eventLine } from '../../rules/events/event-line.ts';
import { readDetails } from '../../rules/events/stored-details.ts';
import type { Words } from '../../words/shape.ts';
import type { Context } from '../context.ts';
import { findUserByTypedEmail } from './admin-flow.ts';

const ADMIN_EVENTS_PER_PAGE = 50;
/** What the filter of the Events page offers. */
export const adminEventFilters = ['all', 'sign-ins', 'security', 'administrators'] as const;
export type AdminEventFilter = (typeof adminEventFilters)[number];

/** One line of the Events page: whose account, what, and who did it (null: the person themself). */
export type AdminEventRow = {
  id: string;
  at: Date;
  email: string;
  kind: EventKind;
  what: string;
  details: EventDetails[EventKind];
  by: string | null;
  browser: string;
  ipAddress: string;
};

/** `from` and `to` are days, both included, in UTC. */
export type AdminEventQuery = { filter: AdminEventFilter; email: string; from?: Date | null; to?: Date | null };

const BATCH = 1000;

/** Returns a page of events, newest first: of all users, or of one where an email address is given. */
export async function describeEvents(
  context: Context,
  words: Words,
  asked: AdminEventQuery,
  { page = 1, perPage = ADMIN_EVENTS_PER_PAGE } = {},
): Promise<{ rows: AdminEventRow[]; hasMore: boolean }> {
  const query = await queryOf(context, asked);
  if (!query) return { rows: [], hasMore: false };
  const found = await listAllEvents(context.db, query, { limit: perPage + 1, offset: (page - 1) * perPage });
  return { rows: await readable(context, words, found.slice(0, perPage)), hasMore: found.length > perPage };
}

/** Yields all matching events in batches, so that only one batch is in memory. */
export async function* walkEvents(
  context: Context,
  words: Words,
  asked: AdminEventQuery,
): AsyncGenerator<AdminEventRow[]> {
  const query = await queryOf(context, asked);
  for (let before: EventQuery['before'] = null; query; ) {
    const found: EventOfSomeone[] = await listAllEvents(context.db, { ...query, before }, { limit: BATCH });
    const last = found.at(-1);
    if (!last) return;
    yield await readable(context, words, found);
    before = last;
  }
}

/** Returns null when no user has this email address. */
async function queryOf(context: Context, { filter, email, from, to }: AdminEventQuery): Promise<EventQuery | null> {
  const user = email ? await findUserByTypedEmail(context, email) : null;
  if (email && !user) return null;
  return {
    userId: user?.id ?? null,
    kinds: filter === 'administrators' ? null : filterKinds(filter),
    isByAdmin: filter === 'administrators',
    from: from ?? null,
    to: to ? new Date(to.getTime() + DAY_MS) : null,
  };
}

async function readable(context: Context, words: Words, events: readonly EventOfSomeone[]): Promise<AdminEventRow[]> {
  const names = await namesOf(
    context,
    events.flatMap(({ actor }) => (actor ? [actor] : [])),
  );
  return events.map((row) => {
    const event = readDetails(row);
    const { id, at, email, actor, browser, ipAddress } = row;
    return {
      id,
      at,
      email,
      kind: event.kind,
      what: eventLine(words, event, 'admin'),
      details: event.details,
      by: actor && (names.get(actor) ?? actor),
      browser,
      ipAddress,
    };
  });
}

async function namesOf({ db }: Context, actors: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const actor of new Set(actors)) {
    const user = await findUser(db, actor);
    if (user) names.set(actor, user.email);
  }
  return names;
}
