import {
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  gt,
  inArray,
  isNotNull,
  isNull,
  notExists,
  or,
  sql as raw,
} from 'drizzle-orm';
import type { Role } from '../../lib/rules/account/role.ts';
import { folded } from '../folded.ts';
import type { Db } from '../store.ts';

/** A user in a list, as administrators may see them. */
export type UserRow = {
  id: string;
  email: string;
  name: string;
  createdAt: Date;
  role: Role;
  disabledAt: Date | null;
  twoFactorSince: Date | null;
  authenticatorDisabledAt: Date | null;
};

/** Which users, and in what order. `search` is looked for in email and name. */
export type UserQuery = {
  search?: string;
  filter?: 'all' | 'with-two-factor' | 'without-two-factor' | 'disabled' | 'admins';
  sort?: 'email' | 'newest';
};

export async function listUsers(
  db: Db,
  query: UserQuery,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<UserRow[]> {
  const { users, authenticators } = db.tables;
  const order = query.sort === 'newest' ? [desc(users.createdAt), asc(users.id)] : [asc(users.email)];
  // The page first, the rest of each row afterwards: skipped rows aren't joined with anything.
  const page = db.sql
    .select({ id: users.id })
    .from(users)
    .where(matches(db, query))
    .orderBy(...order)
    .limit(limit)
    .offset(offset);
  return db.sql
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      createdAt: users.createdAt,
      role: users.role,
      disabledAt: users.disabledAt,
      twoFactorSince: authenticators.confirmedAt,
      authenticatorDisabledAt: authenticators.disabledAt,
    })
    .from(users)
    .leftJoin(authenticators, guarding(db))
    .where(inArray(users.id, page))
    .orderBy(...order);
}

/** Returns users with their sealed secrets after `afterId`, by id: one batch of an export. */
export async function listForExport({ sql, tables: { users, authenticators } }: Db, afterId: string, limit: number) {
  return sql
    .select({ user: users, authenticator: authenticators })
    .from(users)
    .leftJoin(authenticators, and(eq(authenticators.userId, users.id), isNotNull(authenticators.confirmedAt)))
    .where(gt(users.id, afterId))
    .orderBy(asc(users.id))
    .limit(limit);
}

export async function countMatchingUsers(db: Db, query: UserQuery): Promise<number> {
  const { users } = db.tables;
  const [row] = await db.sql.select({ number: count() }).from(users).where(matches(db, query));
  return row?.number ?? 0;
}

/** Returns how many of today's enabled accounts existed, and how many had two-factor on, at the end of each of `days`. */
export async function countAdoption(
  db: Db,
  days: readonly Date[],
): Promise<{ day: Date; users: number; protectedUsers: number }[]> {
  const { users, authenticators } = db.tables;
  const columns = Object.fromEntries(
    days.flatMap((day, index) => [
      [`all${index}`, countIf(raw`${users.createdAt} <= ${raw.param(day, users.createdAt)}`)],
      [`on${index}`, countIf(raw`${authenticators.confirmedAt} <= ${raw.param(day, authenticators.confirmedAt)}`)],
    ]),
  );
  const [row] = await db.sql
    .select(columns)
    .from(users)
    .leftJoin(authenticators, guarding(db))
    .where(isNull(users.disabledAt));
  return days.map((day, index) => ({
    day,
    users: Number(row?.[`all${index}`] ?? 0),
    protectedUsers: Number(row?.[`on${index}`] ?? 0),
  }));
}

function countIf(condition: ReturnType<typeof raw>) {
  return raw<number>`count(case when ${condition} then 1 end)`;
}

function guarding({ tables: { users, authenticators } }: Db) {
  return and(eq(authenticators.userId, users.id), isNotNull(authenticators.confirmedAt));
}

function matches(db: Db, { search = '', filter = 'all' }: UserQuery) {
  const { users, authenticators } = db.tables;
  const guard = db.sql.select({ id: authenticators.id }).from(authenticators).where(guarding(db));
  // No stored text holds a null character, and PostgreSQL accepts none.
  const text = folded(search.replaceAll('\0', '\uFFFF').trim());
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const like = (column: unknown) => raw`${column} like ${pattern} escape '\\'`;
  const filters = {
    all: undefined,
    'with-two-factor': exists(guard),
    'without-two-factor': and(notExists(guard), isNull(users.disabledAt)),
    disabled: isNotNull(users.disabledAt),
    admins: eq(users.role, 'admin'),
  };
  return and(search.trim() ? or(like(users.email), like(users.nameFolded)) : undefined, filters[filter]);
}
