import { limits } from '#lib/config/limits.ts';
import type { AdminEventRow } from '#lib/flows/admin/describe-events.ts';
import {
  type AdminEventFilter,
  type AdminEventQuery,
  adminEventFilters,
  type EventPlaces,
} from '#lib/flows/admin/find-events.ts';
import { isEventKind } from '#lib/rules/events/catalogue.ts';
import { parseDay } from '#lib/rules/events/day.ts';

/**
 * What was typed or is in the URL, as it stands there: `from` and `to` should be days like 2026-11-24, both included,
 * and `kind` a kind of event. `before` and `after`: the event that the page stands beside, as `placeOf` writes it. Empty
 * where nothing is said.
 */
export type EventsView = {
  filter: AdminEventFilter;
  email: string;
  kind: string;
  by: string;
  text: string;
  from: string;
  to: string;
  before: string;
  after: string;
};

/** What makes no sense of it, by the field. Nothing is shown then: other events would be taken for those asked for. */
export type EventsFault = 'bad-from' | 'bad-to' | 'reversed-days' | 'unknown-kind';

/** An instant in milliseconds and an id. Read from the URL, so that the event itself may be gone. */
const PLACE = /^(\d{1,14})\.([\w-]{1,64})$/;

/** Parses which events a URL or a form asks for. */
export function parseEventsView(query: Record<string, unknown>): EventsView {
  const textOf = (name: string, longest: number) =>
    typeof query[name] === 'string' ? query[name].trim().slice(0, longest) : '';
  const placeIn = (name: string) => (PLACE.test(textOf(name, 80)) ? textOf(name, 80) : '');
  return {
    filter: adminEventFilters.find((name) => name === query['filter']) ?? 'all',
    email: textOf('email', limits.emailMaxLength),
    kind: textOf('kind', 40),
    by: textOf('by', limits.emailMaxLength),
    text: textOf('text', limits.eventTextMaxLength),
    from: textOf('from', 40),
    to: textOf('to', 40),
    before: placeIn('before'),
    after: placeIn('after'),
  };
}

/** Returns the first thing that makes no sense; null where all of it does. */
export function faultOf({ from, to, kind }: EventsView): EventsFault | null {
  if (from && !parseDay(from)) return 'bad-from';
  if (to && !parseDay(to)) return 'bad-to';
  // Days like 2026-11-24 sort as texts.
  if (from && to && from > to) return 'reversed-days';
  return kind && !isEventKind(kind) ? 'unknown-kind' : null;
}

/** Names an event in a URL, so that the page beside it is found however deep it lies. */
export function placeOf(row: Pick<AdminEventRow, 'id' | 'at'>): string {
  return `${row.at.getTime()}.${row.id}`;
}

export function placesOf({ before, after }: EventsView): EventPlaces {
  return { before: parsePlace(before), after: parsePlace(after) };
}

function parsePlace(text: string) {
  const [, at, id] = PLACE.exec(text) ?? [];
  return id === undefined ? null : { at: new Date(Number(at)), id };
}

/** Returns the query of a view without a fault. */
export function queryOf({ filter, email, kind, by, text, from, to }: EventsView): AdminEventQuery {
  return {
    filter,
    email,
    kind: isEventKind(kind) ? kind : null,
    by,
    text,
    from: parseDay(from),
    to: parseDay(to),
  };
}

/** Returns what narrows a view down, as a URL or a form says it. */
export function fieldsOf({ filter, email, kind, by, text, from, to }: EventsView): [name: string, value: string][] {
  const fields = { email, kind, by, text, from, to, filter: filter === 'all' ? '' : filter };
  return Object.entries(fields).filter(([, value]) => value !== '');
}

/** Returns the URL of that list with `changes`; of its newest page, unless they name another. */
export function eventsPath(view: EventsView, changes: Partial<EventsView>): string {
  const { before, after, ...wanted } = { ...view, before: '', after: '', ...changes };
  const query = new URLSearchParams(fieldsOf({ ...wanted, before, after }));
  if (before) query.set('before', before);
  if (after) query.set('after', after);
  return query.size === 0 ? '/admin/events' : `/admin/events?${query}`;
}
