import { and, asc, count, desc, eq, isNotNull, isNull, or, sql as raw } from 'drizzle-orm';
import type { Role } from '../lib/rules/role.ts';
import type { Db } from './store.ts';

/** One person in a list, as administrators may know them. */
export type PersonRow = {
  id: string;
  email: string;
  name: string;
  createdAt: Date;
  role: Role;
  disabledAt: Date | null;
  twoFactorSince: Date | null;
  suspendedAt: Date | null;
};

/** Which people, by what order. `search` is looked for in address and name. */
export type PeopleQuery = {
  search?: string;
  filter?: 'all' | 'with-two-factor' | 'without-two-factor' | 'disabled' | 'admins';
  sort?: 'email' | 'newest';
};

export async function listPeople(
  db: Db,
  query: PeopleQuery,
  { most, skip = 0 }: { most: number; skip?: number },
): Promise<PersonRow[]> {
  const { users, authenticators } = db.tables;
  const order = query.sort === 'newest' ? [desc(users.createdAt), asc(users.id)] : [asc(users.email)];
  return db.sql
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      createdAt: users.createdAt,
      role: users.role,
      disabledAt: users.disabledAt,
      twoFactorSince: authenticators.confirmedAt,
      suspendedAt: authenticators.suspendedAt,
    })
    .from(users)
    .leftJoin(authenticators, guarding(db))
    .where(wanted(db, query))
    .orderBy(...order)
    .limit(most)
    .offset(skip);
}

export async function countPeople(db: Db, query: PeopleQuery): Promise<number> {
  const { users, authenticators } = db.tables;
  const [row] = await db.sql
    .select({ people: count() })
    .from(users)
    .leftJoin(authenticators, guarding(db))
    .where(wanted(db, query));
  return row?.people ?? 0;
}

function guarding({ tables: { users, authenticators } }: Db) {
  return and(eq(authenticators.userId, users.id), isNotNull(authenticators.confirmedAt));
}

function wanted({ tables: { users, authenticators } }: Db, { search = '', filter = 'all' }: PeopleQuery) {
  const pattern = `%${search
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`;
  const like = (text: unknown) => raw`${text} like ${pattern} escape '\\'`;
  const filters = {
    all: undefined,
    'with-two-factor': isNotNull(authenticators.id),
    'without-two-factor': and(isNull(authenticators.id), isNull(users.disabledAt)),
    disabled: isNotNull(users.disabledAt),
    admins: eq(users.role, 'admin'),
  };
  return and(search.trim() ? or(like(users.email), like(raw`lower(${users.name})`)) : undefined, filters[filter]);
}
