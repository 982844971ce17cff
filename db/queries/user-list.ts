import {
  and,
  asc,
  between,
  type Column,
  count,
  desc,
  eq,
  exists,
  gt,
  inArray,
  isNotNull,
  isNull,
  lte,
  max,
  or,
  sql as raw,
  type SQL,
} from 'drizzle-orm';
import { limits } from '../../lib/config/limits.ts';
import type { Role } from '../../lib/rules/account/role.ts';
import { besideIndex } from '../beside-index.ts';
import { emailDomain } from '../email-domain.ts';
import { folded, searchedNames } from '../folded.ts';
import type { Db } from '../store.ts';
import { type Authenticator, listConfirmedAuthenticators } from './authenticators.ts';
import { listPasskeysOfAll, type Passkey } from './passkeys.ts';

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
  /** How many passkeys sign them in; security keys don't count. */
  passkeys: number;
  twoFactorSince: Date | null;
  /** When the last of their authenticators stopped working; null while one works, or there is none. */
  authenticatorDisabledAt: Date | null;
  /** Of the events that are kept. */
  lastSignInAt: Date | null;
};

/**
 * Which users, and in what order. `search` is the beginning of an email, of a name, or of what follows its first word or
 * is its last; behind an at sign, the beginning of an email's domain. Of each of these no more than `found` users are looked up (limits.usersFound): a search for one letter
 * would read half the table.
 */
export type UserQuery = {
  search?: string;
  found?: number;
  filter?: UserFilter;
  /** Who is overdue by the policy, for that filter; null where nobody is. */
  overdue?: Overdue | null;
  sort?: 'email' | 'name' | 'name-desc' | 'newest' | 'oldest';
};
export type UserFilter =
  | 'all'
  | 'with-two-factor'
  | 'without-two-factor'
  | 'overdue'
  | 'with-passkey'
  | 'disabled'
  | 'admins';
/** Whose days to set two-factor up are over: accounts from before this instant; of administrators only, or of all. */
export type Overdue = { createdBefore: Date; isAdmin: boolean };

/** Where in its order a page begins or ends: beside the row of this user, which isn't in it. */
export type UserPlace = { after: string } | { before: string };
/** As `UserPlace`, by what was read of the user: holds also once they are gone. */
type PlaceBehind = { behind: UserRow };

/**
 * Returns a page of users in their order. From a place, no row is read that isn't in the page; `offset` reads all that
 * it skips. Returns none where the user of the place is gone.
 */
export async function listUsers(
  db: Db,
  query: UserQuery,
  { limit, offset = 0, place = null }: { limit: number; offset?: number; place?: UserPlace | PlaceBehind | null },
): Promise<UserRow[]> {
  const { users } = db.tables;
  const order = orderOf(db, query);
  // The page first, the rest of each row afterwards: skipped rows aren't joined with anything.
  const page = db.sql
    .select({ id: users.id })
    .from(users)
    .where(and(matches(db, query), place ? beyond(db, query, place) : undefined))
    .orderBy(...(place && 'before' in place ? orderOf(db, query, { isBackwards: true }) : order))
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
      passkeys: passkeysOf(db),
      twoFactorSince: users.twoFactorSince,
      authenticatorDisabledAt: allDisabled(db),
      lastSignInAt: lastSignIn(db),
    })
    .from(users)
    .where(inArray(users.id, page))
    .orderBy(...order);
}

/** Each order is one of an index, so that the rows behind the page are never read. */
function sortOf({ tables: { users } }: Db, { sort = 'email' }: UserQuery) {
  const sorts = {
    email: { columns: [users.email], isDown: false },
    name: { columns: [users.nameFolded, users.email], isDown: false },
    'name-desc': { columns: [users.nameFolded, users.email], isDown: true },
    newest: { columns: [users.createdAt, users.id], isDown: true },
    oldest: { columns: [users.createdAt, users.id], isDown: false },
  };
  return sorts[sort];
}

function orderOf(db: Db, query: UserQuery, { isBackwards = false } = {}) {
  const { columns, isDown } = sortOf(db, query);
  return columns.map((column) => (isDown === isBackwards ? asc(column) : desc(column)));
}

/** The condition that a user stands after or before another: compared as rows, which the index of the order answers. */
function beyond(db: Db, query: UserQuery, place: UserPlace | PlaceBehind) {
  const { columns, isDown } = sortOf(db, query);
  const isBefore = 'before' in place;
  const list = raw.join(columns, raw`, `);
  const other = 'behind' in place ? valuesOf(db, columns, place.behind) : placeOf(db, list, place);
  return isBefore === isDown ? raw`(${list}) > ${other}` : raw`(${list}) < ${other}`;
}

function placeOf({ tables: { users } }: Db, list: SQL, place: UserPlace) {
  return raw`(select ${list} from ${users} where ${eq(users.id, 'before' in place ? place.before : place.after)})`;
}

/** What a row has in the columns of an order. */
function valuesOf({ tables: { users } }: Db, columns: readonly Column[], row: UserRow) {
  const values = new Map<Column, unknown>([
    [users.id, row.id],
    [users.email, row.email],
    [users.nameFolded, searchedNames(row.name).nameFolded],
    [users.createdAt, row.createdAt],
  ]);
  const list = columns.map((column) => raw`${raw.param(values.get(column), column)}`);
  return raw`(${raw.join(list, raw`, `)})`;
}

/** When the last of a row's authenticators was disabled, where all of them are. */
function allDisabled({ sql, tables: { users, authenticators: row } }: Db) {
  const disabled = sql
    .select({ at: max(row.disabledAt) })
    .from(row)
    .where(and(eq(row.userId, users.id), isNotNull(row.confirmedAt)))
    .having(eq(count(), count(row.disabledAt)));
  return raw`(${disabled})`.mapWith(row.disabledAt);
}

/** How many passkeys a row's user has. */
function passkeysOf({ sql, tables: { users, passkeys } }: Db) {
  const own = sql
    .select({ number: count() })
    .from(passkeys)
    .where(and(eq(passkeys.userId, users.id), eq(passkeys.kind, 'passkey')));
  return raw`(${own})`.mapWith(Number);
}

/** The newest sign-in of a row's user, by the index of their events: one look for each row of the page. */
function lastSignIn({ sql, tables: { users, securityEvents: event } }: Db) {
  const newest = sql
    .select({ at: event.at })
    .from(event)
    .where(and(eq(event.userId, users.id), eq(besideIndex(event.kind), 'signed-in')))
    .orderBy(desc(event.at))
    .limit(1);
  return raw`(${newest})`.mapWith(event.at);
}

/** Returns users with their sealed secrets and passkeys after `afterId`, by id: one batch of an export. */
export async function listForExport(db: Db, afterId: string, limit: number) {
  const { users } = db.tables;
  const batch = await db.sql.select().from(users).where(gt(users.id, afterId)).orderBy(asc(users.id)).limit(limit);
  const guarding = await listConfirmedAuthenticators(
    db,
    batch.map(({ id }) => id),
  );
  const passkeys = await listPasskeysOfAll(
    db,
    batch.map(({ id }) => id),
  );
  const authenticatorsOf = byUser<Authenticator>(guarding);
  const passkeysOf = byUser<Passkey>(passkeys);
  return batch.map((user) => ({
    user,
    authenticators: authenticatorsOf.get(user.id) ?? [],
    passkeys: passkeysOf.get(user.id) ?? [],
  }));
}

function byUser<Row extends { userId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) found.set(row.userId, [...(found.get(row.userId) ?? []), row]);
  return found;
}

/** The condition that a user is one of those asked for. */
export function matches(db: Db, query: UserQuery) {
  if (!query.search?.trim()) return passes(db, query);
  if (isNarrow(query))
    return and(passes(db, query), or(...beginnings(db, query, (column) => raw`coalesce(${column}, '')`)));
  const places = searchPlaces(db, query).map((place, index) => raw`select id from ${place.as(`p${index}`)}`);
  return inArray(db.tables.users.id, raw`(${raw.join(places, raw` union `)})`);
}

/** Looks for a text in one place after the other: each gives its users by an index. */
export function searchPlaces(db: Db, query: UserQuery) {
  const { users } = db.tables;
  return beginnings(db, query, (column) => raw`${column}`).map((begins) =>
    db.sql
      .select({ id: users.id })
      .from(users)
      .where(and(begins, passes(db, query)))
      .limit(query.found ?? limits.usersFound),
  );
}

/** Returns whether the filter leaves few, which its own index gives: they are compared one by one, by no other index. */
export function isNarrow({ filter }: UserQuery): boolean {
  return filter === 'disabled' || filter === 'admins';
}

function beginnings({ tables: { users } }: Db, { search = '' }: UserQuery, read: (column: Column | SQL) => SQL) {
  // No stored text holds a null character, and PostgreSQL accepts none.
  const typed = folded(search.replaceAll('\0', '\uFFFF').trim());
  const [text, places] = typed.startsWith('@')
    ? [typed.slice(1), [emailDomain(users.email)]]
    : [typed, [users.email, users.nameFolded, users.nameRest, users.nameLast]];
  // Every text that begins so is between the two: these columns are sorted byte by byte.
  return places.map((place) => between(read(place), text, `${text}\u{10FFFF}`));
}

function passes({ sql, tables: { users, passkeys } }: Db, { filter = 'all', overdue = null }: UserQuery) {
  const without = and(isNull(users.twoFactorSince), isNull(users.disabledAt));
  const filters = {
    all: undefined,
    'with-two-factor': isNotNull(users.twoFactorSince),
    'without-two-factor': without,
    overdue: overdue
      ? and(without, lte(users.createdAt, overdue.createdBefore), overdue.isAdmin ? eq(users.role, 'admin') : undefined)
      : raw`1 = 0`,
    'with-passkey': exists(
      sql
        .select({ one: raw`1` })
        .from(passkeys)
        .where(and(eq(passkeys.userId, users.id), eq(passkeys.kind, 'passkey'))),
    ),
    disabled: isNotNull(users.disabledAt),
    admins: eq(users.role, 'admin'),
  };
  return filters[filter];
}
