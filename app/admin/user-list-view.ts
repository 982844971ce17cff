import type { UserFilter, UserPlace, UserQuery } from '#lib/flows/admin/describe-users.ts';
import { parsePageNumber } from '#lib/http/page-number.ts';

export const userFilters = [
  'all',
  'without-two-factor',
  'overdue',
  'with-two-factor',
  'with-passkey',
  'disabled',
  'admins',
] as const;
const userSorts = ['name', 'name-desc', 'newest', 'oldest'] as const;

export type UserSort = (typeof userSorts)[number];
export type UserListView = Required<Omit<UserQuery, 'found' | 'overdue'>> & {
  filter: UserFilter;
  sort: UserSort;
  page: number;
  /** The user beside whom the page begins or ends. */
  place: UserPlace | null;
};

/** Parses which users a URL asks for. Where it makes no sense, the first page of all. */
export function parseUserListView(query: Record<string, string | string[] | undefined>): UserListView {
  const page = parsePageNumber(query['page']);
  return {
    search: typeof query['q'] === 'string' ? query['q'].trim().slice(0, 254) : '',
    filter: userFilters.find((filter) => filter === query['filter']) ?? 'all',
    sort: userSorts.find((sort) => sort === query['sort']) ?? 'name',
    page,
    place: placeIn(query),
  };
}

function placeIn({ after, before }: Record<string, string | string[] | undefined>): UserPlace | null {
  if (isId(after)) return { after };
  return isId(before) ? { before } : null;
}

function isId(text: string | string[] | undefined): text is string {
  return typeof text === 'string' && /^[\w-]{1,64}$/.test(text);
}

/** Returns the URL of that list with `changes`; of its first page, unless they name another. */
export function userListPath(view: UserListView, changes: Partial<UserListView>): string {
  const { search, filter, sort, page, place } = { ...view, page: 1, place: null, ...changes };
  const query = new URLSearchParams({
    ...(search ? { q: search } : {}),
    ...(filter === 'all' ? {} : { filter }),
    ...(sort === 'name' ? {} : { sort }),
    ...(page === 1 ? {} : { page: String(page), ...place }),
  });
  return query.size === 0 ? '/admin' : `/admin?${query}`;
}

/** Reads back what `userListPath` made: a form sends it along, and whoever changes it gets a list of ours all the same. */
export function readUserListPath(path: unknown): UserListView {
  const query = typeof path === 'string' ? path.slice(path.indexOf('?') + 1) : '';
  return parseUserListView(Object.fromEntries(new URLSearchParams(query)));
}
