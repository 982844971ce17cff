import { setImmediate as turn } from 'node:timers/promises';
import { folded } from '../../../db/folded.ts';
import {
  type EventOfSomeone,
  type EventPlace,
  type EventQuery,
  listAllEvents,
} from '../../../db/queries/security-events.ts';
import { findUserByEmail } from '../../../db/queries/users.ts';
import { DAY_MS, limits } from '../../config/limits.ts';
import { canonicalEmail } from '../../rules/account/email-address.ts';
import { commandActor, deletedActor } from '../../rules/events/actor.ts';
import type { EventKind } from '../../rules/events/catalogue.ts';
import { filterKinds } from '../../rules/events/event-filter.ts';
import { readDetails } from '../../rules/events/stored-details.ts';
import type { Context } from '../context.ts';

/** What the filter of the Events page offers. */
export const adminEventFilters = ['all', 'sign-ins', 'security', 'administrators'] as const;
export type AdminEventFilter = (typeof adminEventFilters)[number];

/**
 * `email`: an email or another name, as typed; empty for all. `by`: who acted, an email or the user of a command, as
 * typed. `text`: what the event says anywhere. `from` and `to` are days, both included, in UTC.
 */
export type AdminEventQuery = {
  filter: AdminEventFilter;
  email: string;
  kind?: EventKind | null;
  by?: string;
  text?: string;
  from?: Date | null;
  to?: Date | null;
};

/** What the database is asked for, and what else an event must have, which no index can find. */
export type EventSearch = { query: EventQuery; matches: ((event: EventOfSomeone) => boolean) | null };

/** Older than one, or newer. */
export type EventPlaces = Pick<EventQuery, 'before' | 'after'>;

/** `stoppedAt`: the last event that was looked at, where the look ended before it had found enough or seen all. */
type Look = { found: EventOfSomeone[]; stoppedAt: EventPlace | null };

/** Returns the search for what was typed; null where nothing can match it. */
export async function searchOf(
  context: Pick<Context, 'db'>,
  { filter, email, kind, by = '', text = '', from, to }: AdminEventQuery,
): Promise<EventSearch | null> {
  const subject = email ? await findEventSubject(context, email) : null;
  const actors = by ? await findActors(context, by) : null;
  if ((email && !subject) || (by && !actors)) return null;
  const kinds = kind ? [kind] : filter === 'administrators' ? null : filterKinds(filter);
  const wanted = folded(text.trim());
  // Each kind of several is a query of its own: for a window of events, none of which may match, that is too much.
  const isKindMatched = wanted !== '' && kinds !== null && kinds.length > 1;
  return {
    query: {
      ...subject,
      actors,
      kinds: isKindMatched ? null : kinds,
      isByAdmin: filter === 'administrators',
      from: from ?? null,
      to: to ? new Date(to.getTime() + DAY_MS) : null,
    },
    matches: wanted
      ? (event) => (!isKindMatched || kinds.includes(event.kind)) && textOf(event).includes(wanted)
      : null,
  };
}

/**
 * Returns the account and the name that are searched for: an email finds the account that has it and the deleted ones
 * that had it last; anything else is a name. Null for what neither can be.
 */
export async function findEventSubject(
  { db }: Pick<Context, 'db'>,
  typed: string,
): Promise<{ userId: string | null; subject: string } | null> {
  const email = canonicalEmail(typed);
  if (email) return { userId: (await findUserByEmail(db, email))?.id ?? null, subject: email };
  const name = nameIn(typed);
  return name === null ? null : { userId: null, subject: name };
}

/** As `findEventSubject`, for who acted: an administrator, also a deleted one, or who ran the command. */
async function findActors({ db }: Pick<Context, 'db'>, typed: string): Promise<string[] | null> {
  const email = canonicalEmail(typed);
  if (email) return [(await findUserByEmail(db, email))?.id ?? [], deletedActor(email)].flat();
  const name = nameIn(typed);
  return name === null ? null : [commandActor(name)];
}

/** PostgreSQL accepts no NUL, and no lone surrogate. */
function nameIn(typed: string): string | null {
  return typed.trim() !== '' && !/[\0\p{Cs}]/u.test(typed) ? typed.trim() : null;
}

/** Returns everything that an event says, as a search compares it. */
function textOf(event: EventOfSomeone): string {
  const { details } = readDetails(event);
  const said = [event.email, event.subject, event.browser, event.ipAddress, ...Object.values(details).flat()];
  return folded(said.join('\n'));
}

/**
 * Returns the `wanted` events that stand next to a place. Without a text that is one look of the database into its
 * indexes. No index finds a text, so that events are read in windows, and no more of them than
 * `limits.eventsSearched`: at a million events a word that none has would else hold up every sign-in on SQLite.
 */
export async function lookForEvents(
  { db }: Pick<Context, 'db'>,
  { query, matches }: EventSearch,
  place: EventPlaces,
  wanted: number,
): Promise<Look> {
  if (!matches) return { found: await listAllEvents(db, { ...query, ...place }, { limit: wanted }), stoppedAt: null };
  const isNewer = Boolean(place.after);
  let found: EventOfSomeone[] = [];
  let at = place;
  for (let seen = 0; seen < limits.eventsSearched; seen += limits.eventsSearchedAtOnce) {
    const read: EventOfSomeone[] = await listAllEvents(db, { ...query, ...at }, { limit: limits.eventsSearchedAtOnce });
    const hits = read.filter(matches);
    found = isNewer ? [...hits, ...found].slice(-wanted) : [...found, ...hits].slice(0, wanted);
    const last = isNewer ? read[0] : read.at(-1);
    if (!last || found.length === wanted || read.length < limits.eventsSearchedAtOnce)
      return { found, stoppedAt: null };
    at = isNewer ? { after: last } : { before: last };
    // Other requests run between two windows.
    await turn();
  }
  return { found, stoppedAt: at.after ?? at.before ?? null };
}

/** Yields all that match, newest first, in batches of `size`: only one is in memory. One may be empty. */
export async function* walkSearch(
  context: Pick<Context, 'db'>,
  search: EventSearch,
  size: number,
): AsyncGenerator<EventOfSomeone[]> {
  for (let before: EventPlace | null = null; ; ) {
    const { found, stoppedAt }: Look = await lookForEvents(context, search, { before }, size);
    yield found;
    const last: EventPlace | null = stoppedAt ?? (found.length === size ? (found.at(-1) ?? null) : null);
    if (!last) return;
    before = last;
  }
}
