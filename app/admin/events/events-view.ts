import { type AdminEventFilter, adminEventFilters } from '#lib/flows/admin/describe-events.ts';
import { parseDay } from '#lib/rules/events/day.ts';

export type EventsView = { filter: AdminEventFilter; email: string; page: number };

/** The days of a download, both included: null where none is named; `isWrong` where one is no day. */
export function parseDays(query: Record<string, unknown>): { from: Date | null; to: Date | null; isWrong: boolean } {
  const [from = null, to = null] = [query['from'], query['to']].map((day) => (day ? parseDay(String(day)) : null));
  return { from, to, isWrong: (Boolean(query['from']) && !from) || (Boolean(query['to']) && !to) };
}

/** Which events an address or a form asks for. */
export function parseEventsView(query: Record<string, unknown>): EventsView {
  const page = typeof query['page'] === 'string' && /^[1-9]\d{0,3}$/.test(query['page']) ? Number(query['page']) : 1;
  return {
    filter: adminEventFilters.find((name) => name === query['filter']) ?? 'all',
    email: typeof query['email'] === 'string' ? query['email'].trim().slice(0, 254) : '',
    page,
  };
}

export function eventsPath({ filter, email }: EventsView, page = 1): string {
  const query = new URLSearchParams({
    ...(email ? { email } : {}),
    ...(filter === 'all' ? {} : { filter }),
    ...(page === 1 ? {} : { page: String(page) }),
  });
  return query.size === 0 ? '/admin/events' : `/admin/events?${query}`;
}
