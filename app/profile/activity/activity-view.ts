import { type EventFilter, eventFilters } from '#lib/rules/events/event-filter.ts';

/** No account gets this far: beyond it a page number was made up. */
const LAST_PAGE = 1000;

/** Parses which part of the list a URL asks for. Where it makes no sense, the first page of all. */
export function parseActivityView({ filter, page }: Record<string, unknown>): {
  filter: EventFilter;
  page: number;
} {
  const number = typeof page === 'string' && /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 1;
  return { filter: eventFilters.find((name) => name === filter) ?? 'all', page: number > LAST_PAGE ? 1 : number };
}
