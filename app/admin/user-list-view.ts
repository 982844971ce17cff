import type { PeopleQuery } from '#lib/flows/admin/describe-users.ts';

export const userFilters = [
  { filter: 'all', label: 'Everybody' },
  { filter: 'without-two-factor', label: 'Without two-factor' },
  { filter: 'with-two-factor', label: 'With two-factor' },
  { filter: 'disabled', label: 'Disabled' },
  { filter: 'admins', label: 'Administrators' },
] as const;
export const userSorts = [
  { sort: 'email', label: 'Email address' },
  { sort: 'newest', label: 'Newest first' },
] as const;

export type UserListView = Required<PeopleQuery> & { page: number };

/** Parses which users a URL asks for. Where it makes no sense, the first page of all. */
export function parseUserListView(query: Record<string, string | string[] | undefined>): UserListView {
  const page = typeof query['page'] === 'string' && /^[1-9]\d{0,4}$/.test(query['page']) ? Number(query['page']) : 1;
  return {
    search: typeof query['q'] === 'string' ? query['q'].slice(0, 254) : '',
    filter: userFilters.find(({ filter }) => filter === query['filter'])?.filter ?? 'all',
    sort: userSorts.find(({ sort }) => sort === query['sort'])?.sort ?? 'email',
    page,
  };
}

/** Returns the URL of a page of that list. */
export function userListPath({ search, filter, sort }: UserListView, page = 1): string {
  const query = new URLSearchParams({
    ...(search ? { q: search } : {}),
    ...(filter === 'all' ? {} : { filter }),
    ...(sort === 'email' ? {} : { sort }),
    ...(page === 1 ? {} : { page: String(page) }),
  });
  return query.size === 0 ? '/admin' : `/admin?${query}`;
}
