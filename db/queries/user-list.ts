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
  type SQL,
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
  lockedDownAt: Date | null;
  hasPassword: boolean;
  twoFactorSince: Date | null;
  authenticatorDisabledAt: Date | null;
  /** Of the events that are kept. */
  lastSignInAt: Date | null;
};

/** Which users, and in what order. `search` is looked for in email and name. */
export type UserQuery = {
  search?: string;
  filter?: UserFilter;
  sort?: 'email' | 'name' | 'name-desc' | 'newest' | 'oldest';
};
export type UserFilter = 'all' | 'with-two-factor' | 'without-two-factor' | 'disabled' | 'admins';

export async function listUsers(
  db: Db,
  query: UserQuery,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<UserRow[]> {
  const { users, authenticators } = db.tables;
  const order = orderOf(db, query);
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
      lockedDownAt: users.lockedDownAt,
      hasPassword: raw`${users.passwordHash} is not null`.mapWith(Boolean),
      twoFactorSince: authenticators.confirmedAt,
      authenticatorDisabledAt: authenticators.disabledAt,
      lastSignInAt: lastSignIn(db),
    })
    .from(users)
    .leftJoin(authenticators, guarding(db))
    .where(inArray(users.id, page))
    .orderBy(...order);
}

/** Each order is one of an index, so that the rows behind the page are never read. */
function orderOf({ tables: { users } }: Db, { sort = 'email' }: UserQuery) {
  const orders = {
    email: [asc(users.email)],
    name: [asc(users.nameFolded), asc(users.email)],
    'name-desc': [desc(users.nameFolded), desc(users.email)],
    newest: [desc(users.createdAt), desc(users.id)],
    oldest: [asc(users.createdAt), asc(users.id)],
  };
  return orders[sort];
}

/** The newest sign-in of a row's user, by the index of their events: one look for each row of the page. */
function lastSignIn({ sql, tables: { users, securityEvents: event } }: Db) {
  const newest = sql
    .select({ at: event.at })
    .from(event)
    .where(and(eq(event.userId, users.id), eq(event.kind, 'signed-in')))
    .orderBy(desc(event.at))
    .limit(1);
  return raw`(${newest})`.mapWith(event.at);
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

/** Returns how many users match, reading no further than `most` of them. */
export async function countMatchingUsers(db: Db, query: UserQuery, most = Number.MAX_SAFE_INTEGER): Promise<number> {
  const { users } = db.tables;
  const matching = db.sql.select({ id: users.id }).from(users).where(matches(db, query)).limit(most);
  const [row] = await db.sql.select({ number: count() }).from(matching.as('matching'));
  return row?.number ?? 0;
}

/**
 * Returns how many users there are of each kind, in one statement that reads no further than `most` of each, by an
 * index: a page must not wait for a million.
 */
export async function countUsersByKind(db: Db, most: number) {
  const { users, authenticators } = db.tables;
  const some = (filter: UserFilter) =>
    db.sql.select({ id: users.id }).from(users).where(matches(db, { filter })).limit(most).as('some');
  const guards = db.sql
    .select({ id: authenticators.userId })
    .from(authenticators)
    .where(isNotNull(authenticators.confirmedAt))
    .limit(most)
    .as('some');
  const disabled = some('disabled');
  const guard = db.sql
    .select({ id: authenticators.id })
    .from(authenticators)
    .where(and(eq(authenticators.userId, disabled.id), isNotNull(authenticators.confirmedAt)));
  const number = (from: SQL) => raw`(select count(*) from ${from})`.mapWith(Number);
  const [row] = await db.sql
    .select({
      all: number(raw`${some('all')}`),
      protected: number(raw`${guards}`),
      disabled: number(raw`${disabled}`),
      disabledAndProtected: number(raw`${disabled} where ${exists(guard)}`),
      admins: number(raw`${some('admins')}`),
    })
    .from(raw`(select 1) as one`);
  return row ?? { all: 0, protected: 0, disabled: 0, disabledAndProtected: 0, admins: 0 };
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
