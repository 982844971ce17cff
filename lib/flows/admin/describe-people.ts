import { countPeople, listPeople, type PeopleQuery, type PersonRow } from '../../../db/queries/user-list.ts';

import type { Context } from '../context.ts';

export type { PeopleQuery, PersonRow };

const PEOPLE_PER_PAGE = 50;

/** A page of people, and how many there are of this kind in all. */
export async function describePeople(
  { db }: Context,
  query: PeopleQuery,
  page: number,
): Promise<{ people: PersonRow[]; total: number; hasMore: boolean }> {
  // No text in a database of ours holds NUL, and PostgreSQL would not even look for it.
  if (query.search?.includes('\0')) return { people: [], total: 0, hasMore: false };
  const offset = (page - 1) * PEOPLE_PER_PAGE;
  const [people, total] = await Promise.all([
    listPeople(db, query, { limit: PEOPLE_PER_PAGE, offset }),
    countPeople(db, query),
  ]);
  return { people, total, hasMore: offset + people.length < total };
}
