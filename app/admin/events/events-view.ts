import { type AdminEventFilter, type AdminEventQuery, adminEventFilters } from '#lib/flows/admin/describe-events.ts';
import { parseDay } from '#lib/rules/events/day.ts';

/** `from` and `to`: days like 2026-11-24, both included, or empty. */
export type EventsView = { filter: AdminEventFilter; email: string; from: string; to: string; page: number };

/** Parses which events a URL or a form asks for. What makes no sense counts as not said. */
export function parseEventsView(query: Record<string, unknown>): EventsView {
  const textOf = (name: string) => (typeof query[name] === 'string' ? query[name].trim() : '');
  const dayOf = (name: string) => (parseDay(textOf(name)) ? textOf(name) : '');
  return {
    filter: adminEventFilters.find((name) => name === query['filter']) ?? 'all',
    email: textOf('email').slice(0, 254),
    from: dayOf('from'),
    to: dayOf('to'),
    page: /^[1-9]\d{0,3}$/.test(textOf('page')) ? Number(textOf('page')) : 1,
  };
}

/** Returns whether a form names a day that is none: a file of other days would be taken for the one asked for. */
export function hasBadDay(query: Record<string, unknown>): boolean {
  const view = parseEventsView(query);
  return (['from', 'to'] as const).some((name) => Boolean(query[name]) && !view[name]);
}

export function queryOf({ filter, email, from, to }: EventsView): AdminEventQuery {
  return { filter, email, from: parseDay(from), to: parseDay(to) };
}

/** Returns the URL of that list with `changes`; of its first page, unless they name another. */
export function eventsPath(view: EventsView, changes: Partial<EventsView>): string {
  const { filter, email, from, to, page } = { ...view, page: 1, ...changes };
  const query = new URLSearchParams({
    ...(email ? { email } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(filter === 'all' ? {} : { filter }),
    ...(page === 1 ? {} : { page: String(page) }),
  });
  return query.size === 0 ? '/admin/events' : `/admin/events?${query}`;
}
