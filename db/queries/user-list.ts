import { and, asc, desc, eq, exists, gt, inArray, isNotNull, isNull, notExists, or, sql as raw } from 'drizzle-orm';
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

/** Joins the authenticator that guards a user's account. */
export function guarding({ tables: { users, authenticators } }: Db) {
  return and(eq(authenticators.userId, users.id), isNotNull(authenticators.confirmedAt));
}

/** The condition that a user is one of those asked for. */
export function matches(db: Db, { search = '', filter = 'all' }: UserQuery) {
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
