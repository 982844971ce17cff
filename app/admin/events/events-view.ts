import {
  type AdminEventFilter,
  type AdminEventQuery,
  type AdminEventRow,
  adminEventFilters,
  type EventPlaces,
} from '#lib/flows/admin/describe-events.ts';
import { parseDay } from '#lib/rules/events/day.ts';

/**
 * `from` and `to`: days like 2026-11-24, both included, or empty. `before` and `after`: the event that the page stands
 * beside, as `placeOf` writes it, or empty.
 */
export type EventsView = {
  filter: AdminEventFilter;
  email: string;
  from: string;
  to: string;
  before: string;
  after: string;
};

/** An instant in milliseconds and an id. Read from the URL, so that the event itself may be gone. */
const PLACE = /^(\d{1,14})\.([\w-]{1,64})$/;

/** Parses which events a URL or a form asks for. What makes no sense counts as not said. */
export function parseEventsView(query: Record<string, unknown>): EventsView {
  const textOf = (name: string) => (typeof query[name] === 'string' ? query[name].trim() : '');
  const dayOf = (name: string) => (parseDay(textOf(name)) ? textOf(name) : '');
  const placeIn = (name: string) => (PLACE.test(textOf(name)) ? textOf(name) : '');
  return {
    filter: adminEventFilters.find((name) => name === query['filter']) ?? 'all',
    email: textOf('email').slice(0, 254),
    from: dayOf('from'),
    to: dayOf('to'),
    before: placeIn('before'),
    after: placeIn('after'),
  };
}

/** Names an event in a URL, so that the page beside it is found however deep it lies. */
export function placeOf(row: Pick<AdminEventRow, 'id' | 'at'> | undefined): string {
  return row ? `${row.at.getTime()}.${row.id}` : '';
}

export function placesOf({ before, after }: EventsView): EventPlaces {
  return { before: parsePlace(before), after: parsePlace(after) };
}

function parsePlace(text: string) {
  const [, at, id] = PLACE.exec(text) ?? [];
  return id === undefined ? null : { at: new Date(Number(at)), id };
}

/** Returns whether a form names a day that is none: a file of other days would be taken for the one asked for. */
export function hasBadDay(query: Record<string, unknown>): boolean {
  const view = parseEventsView(query);
  return (['from', 'to'] as const).some((name) => Boolean(query[name]) && !view[name]);
}

export function queryOf({ filter, email, from, to }: EventsView): AdminEventQuery {
  return { filter, email, from: parseDay(from), to: parseDay(to) };
}

/** Returns the URL of that list with `changes`; of its newest page, unless they name another. */
export function eventsPath(view: EventsView, changes: Partial<EventsView>): string {
  const { filter, email, from, to, before, after } = { ...view, before: '', after: '', ...changes };
  const query = new URLSearchParams({
    ...(email ? { email } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(filter === 'all' ? {} : { filter }),
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
  });
  return query.size === 0 ? '/admin/events' : `/admin/events?${query}`;
}
