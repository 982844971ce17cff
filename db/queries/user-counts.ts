import {
  and,
  asc,
  type Column,
  count,
  countDistinct,
  eq,
  gt,
  isNotNull,
  isNull,
  lte,
  notExists,
  sql as raw,
  type SQL,
} from 'drizzle-orm';
import { limits } from '../../lib/config/limits.ts';
import { besideIndex } from '../beside-index.ts';
import type { Db } from '../store.ts';
import { matches, type Overdue, searchPlaces, type UserFilter, type UserQuery } from './user-list.ts';

/** Returns how many users match, reading no further than `most` of them. */
export async function countMatchingUsers(db: Db, query: UserQuery, most = Number.MAX_SAFE_INTEGER): Promise<number> {
  const { users } = db.tables;
  const matching = db.sql.select({ id: users.id }).from(users).where(matches(db, query)).limit(most);
  const [row] = await db.sql.select({ number: count() }).from(matching.as('matching'));
  return row?.number ?? 0;
}

/** Returns how many users a search finds, and whether it stopped looking before it had found all. */
export async function countFoundUsers(db: Db, query: UserQuery): Promise<{ number: number; isMore: boolean }> {
  const places = searchPlaces(db, query).map(
    (place, index) => raw`select ${raw.raw(String(index))} as place, id from ${place.as(`p${index}`)}`,
  );
  const rows = await db.sql
    .select({ place: raw`place`.mapWith(Number), id: raw<string>`id` })
    .from(raw`(${raw.join(places, raw` union all `)}) as found`);
  const most = query.found ?? limits.usersFound;
  const isFull = places.some((_, index) => rows.filter(({ place }) => place === index).length >= most);
  return { number: new Set(rows.map(({ id }) => id)).size, isMore: isFull };
}

/**
 * Returns how many users there are of each kind, in one statement that reads no further than `most` of each, by an
 * index: a page must not wait for a million.
 */
export async function countUsersByKind(db: Db, most: number, overdue: Overdue | null) {
  const { users } = db.tables;
  const some = (filter: UserFilter) =>
    db.sql
      .select({ id: users.id, twoFactorSince: users.twoFactorSince })
      .from(users)
      .where(matches(db, { filter, overdue }))
      .limit(most)
      .as('some');
  const disabled = some('disabled');
  // By the passkeys: where few have one, most users would be read to find them.
  const { passkeys } = db.tables;
  const withPasskey = db.sql
    .select({ id: passkeys.userId })
    .from(passkeys)
    .where(eq(passkeys.kind, 'passkey'))
    .groupBy(passkeys.userId)
    .limit(most)
    .as('with_passkey');
  const number = (from: SQL) => raw`(select count(*) from ${from})`.mapWith(Number);
  const [row] = await db.sql
    .select({
      all: number(raw`${some('all')}`),
      protected: number(raw`${some('with-two-factor')}`),
      disabled: number(raw`${disabled}`),
      disabledAndProtected: number(raw`${disabled} where ${isNotNull(disabled.twoFactorSince)}`),
      withPasskey: number(raw`${withPasskey}`),
      admins: number(raw`${some('admins')}`),
      // Where few are, most users would be read to find them.
      overdue:
        raw`case when (select count(*) from ${some('all')}) < ${most} then (select count(*) from ${some('overdue')}) end`.mapWith(
          Number,
        ),
    })
    .from(raw`(select 1) as one`);
  return (
    row ?? { all: 0, protected: 0, disabled: 0, disabledAndProtected: 0, withPasskey: 0, admins: 0, overdue: null }
  );
}

/**
 * Returns how many of today's enabled accounts existed, and how many had two-factor on, at the end of each of `days`
 * (in their order). Weeks are counted by an index of their instants; only what disabled accounts add is looked up.
 */
export async function countAdoption(
  db: Db,
  days: readonly Date[],
): Promise<{ day: Date; users: number; protectedUsers: number }[]> {
  const { users } = db.tables;
  const weeks = { all: inEach(users.createdAt, days), on: inEach(users.twoFactorSince, days) };
  const inWeeks = (number: (week: SQL) => SQL<number>) =>
    Object.fromEntries<SQL<number>>(
      (['all', 'on'] as const).flatMap((name) =>
        weeks[name].map((week, index): [string, SQL<number>] => [`${name}${index}`, number(week)]),
      ),
    );
  const [all] = await db.sql
    .select(inWeeks((week) => raw<number>`(select count(*) from ${users} where ${week})`))
    .from(raw`(select 1) as one`);
  const [disabled] = await db.sql
    .select(inWeeks((week) => raw<number>`count(case when ${week} then 1 end)`))
    .from(users)
    .where(isNotNull(users.disabledAt));
  const inWeek = (name: string) => Number(all?.[name] ?? 0) - Number(disabled?.[name] ?? 0);
  const until = (name: string, index: number) =>
    days.slice(0, index + 1).reduce((sum, _day, week) => sum + inWeek(`${name}${week}`), 0);
  return days.map((day, index) => ({ day, users: until('all', index), protectedUsers: until('on', index) }));
}

/** As `countAdoption`: how many had a passkey that they still have. All passkeys are read: fewer than there are people. */
export async function countPasskeyAdoption(db: Db, days: readonly Date[]): Promise<number[]> {
  const { users, passkeys } = db.tables;
  const first = db.sql
    .select({ since: raw`min(${passkeys.createdAt})`.as('since') })
    .from(passkeys)
    .innerJoin(users, eq(users.id, passkeys.userId))
    .where(and(eq(passkeys.kind, 'passkey'), isNull(users.disabledAt)))
    .groupBy(passkeys.userId)
    .as('first');
  const [row] = await db.sql
    .select(
      Object.fromEntries(
        days.map((day, index): [string, SQL<number>] => [
          `on${index}`,
          raw<number>`count(case when ${first.since} <= ${raw.param(day, passkeys.createdAt)} then 1 end)`,
        ]),
      ),
    )
    .from(first);
  return days.map((_day, index) => Number(row?.[`on${index}`] ?? 0));
}

/** Returns how many users have a passkey. */
export async function countUsersWithPasskey({ sql, tables: { passkeys } }: Db): Promise<number> {
  const [row] = await sql
    .select({ number: countDistinct(passkeys.userId) })
    .from(passkeys)
    .where(eq(passkeys.kind, 'passkey'));
  return row?.number ?? 0;
}

/** The conditions that an instant is in each span that ends with one of `days`. */
function inEach(column: Column, days: readonly Date[]): SQL[] {
  return days.map((day, index) => {
    const before = days[index - 1];
    const end = raw`${column} <= ${raw.param(day, column)}`;
    return before ? raw`${column} > ${raw.param(before, column)} and ${end}` : end;
  });
}

/** Returns how many users have two-factor on, by an index that holds only them. */
export async function countUsersWithTwoFactor({ sql, tables: { users } }: Db): Promise<number> {
  const [row] = await sql.select({ number: count() }).from(users).where(isNotNull(users.twoFactorSince));
  return row?.number ?? 0;
}

/** Returns how many enabled accounts from before `createdBefore` have no second factor: all, or those of administrators. */
export async function countUsersWithoutTwoFactor(
  db: Db,
  { createdBefore, isAdmin }: { createdBefore: Date; isAdmin: boolean },
): Promise<number> {
  const { users } = db.tables;
  const [row] = await db.sql
    .select({ number: count() })
    .from(users)
    .where(
      and(
        lte(users.createdAt, createdBefore),
        isAdmin ? eq(users.role, 'admin') : undefined,
        matches(db, { filter: 'without-two-factor' }),
      ),
    );
  return row?.number ?? 0;
}

/** Whom a reminder of two-factor goes to: of those who have none, all, or those whose time is over; not twice since. */
export type ToRemind = { since: Date; overdue?: Overdue };

function toRemind(db: Db, { since, overdue }: ToRemind) {
  const { users, securityEvents: event } = db.tables;
  const reminded = db.sql
    .select({ one: raw`1` })
    .from(event)
    .where(and(eq(event.userId, users.id), eq(besideIndex(event.kind), 'two-factor-reminded'), gt(event.at, since)));
  return and(
    matches(db, { filter: 'without-two-factor' }),
    overdue ? lte(users.createdAt, overdue.createdBefore) : undefined,
    overdue?.isAdmin ? eq(users.role, 'admin') : undefined,
    notExists(reminded),
  );
}

/** Returns how many people a reminder would go to, reading no further than `most` of them. */
export async function countToRemind(db: Db, query: ToRemind, most: number): Promise<number> {
  const { users } = db.tables;
  const wanted = db.sql.select({ id: users.id }).from(users).where(toRemind(db, query)).limit(most);
  const [row] = await db.sql.select({ number: count() }).from(wanted.as('wanted'));
  return row?.number ?? 0;
}

/** Returns the next of those whom a reminder goes to, by id. */
export async function listToRemind(db: Db, query: ToRemind, afterId: string, limit: number): Promise<string[]> {
  const { users } = db.tables;
  const rows = await db.sql
    .select({ id: users.id })
    .from(users)
    .where(and(gt(users.id, afterId), toRemind(db, query)))
    .orderBy(asc(users.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}
