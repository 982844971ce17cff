import { type EventFilter, eventFilters } from '#lib/rules/events/event-filter.ts';

/** No account gets this far: beyond it a page number is somebody's guess. */
const LAST_PAGE = 1000;

/** Which part of the list an address asks for. What it does not ask for sensibly is the first page of all. */
export function readView({ filter, page }: Record<string, unknown>): {
  filter: EventFilter;
  page: number;
} {
  const number = typeof page === 'string' && /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 1;
  return { filter: eventFilters.find((name) => name === filter) ?? 'all', page: number > LAST_PAGE ? 1 : number };
}
