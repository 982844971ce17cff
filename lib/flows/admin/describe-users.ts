import { countMatchingUsers, listUsers, type UserQuery, type UserRow } from '../../../db/queries/user-list.ts';
import type { Context } from '../context.ts';

export type { UserQuery as PeopleQuery, UserRow as PersonRow };

const USERS_PER_PAGE = 50;

/** Returns a page of users, and how many match in all. */
export async function describeUsers(
  { db }: Context,
  query: UserQuery,
  page: number,
): Promise<{ users: UserRow[]; total: number; hasMore: boolean }> {
  // No stored text holds NUL, and PostgreSQL refuses to look for it.
  if (query.search?.includes('\0')) return { users: [], total: 0, hasMore: false };
  const offset = (page - 1) * USERS_PER_PAGE;
  const [users, total] = await Promise.all([
    listUsers(db, query, { limit: USERS_PER_PAGE, offset }),
    countMatchingUsers(db, query),
  ]);
  return { users, total, hasMore: offset + users.length < total };
}
