import { and, eq, gte, inArray, isNull, like, lte, not, or, sql as raw } from 'drizzle-orm';
import type { Counter } from '../../lib/rules/sign-in/rate-limit.ts';
import { type Params, prepared, preparedRow } from '../prepared.ts';
import type { Db } from '../store.ts';

type Claim = {
  key: string;
  now: number;
  windowBegan: number;
  consecutiveFailures: number;
  twiceInARow: number;
  perWindow: number;
  first: number;
  second: number;
  later: number;
};

const upsertAttempt = preparedRow(({ sql, tables: { attempts: row }, withAsyncCommit }, value: Params<Claim>) => {
  const windowOver = raw`${row.windowStartedMs} <= ${value('windowBegan')}`;
  const next = raw`(${row.consecutiveFailures} + 1)`;
  // Cast, since PostgreSQL takes a CASE of parameters only for text.
  const number = (name: keyof Claim) => raw`cast(${value(name)} as bigint)`;
  return sql
    .insert(row)
    .values({
      key: value('key'),
      consecutiveFailures: 1,
      failuresInWindow: 1,
      windowStartedMs: value('now'),
      lockedUntilMs: null,
    })
    .onConflictDoUpdate({
      target: row.key,
      set: {
        consecutiveFailures: next,
        failuresInWindow: raw`case when ${windowOver} then 1 else ${row.failuresInWindow} + 1 end`,
        windowStartedMs: raw`case when ${windowOver} then ${number('now')} else ${row.windowStartedMs} end`,
        lockedUntilMs: raw`case when ${next} % ${number('consecutiveFailures')} <> 0 then null
          when ${next} = ${number('consecutiveFailures')} then ${number('first')}
          when ${next} = ${number('twiceInARow')} then ${number('second')}
          else ${number('later')} end`,
      },
      setWhere: raw`(${row.lockedUntilMs} is null or ${row.lockedUntilMs} <= ${value('now')})
        and (${windowOver} or ${row.failuresInWindow} < ${value('perWindow')})`,
    })
    .returning(withAsyncCommit({ consecutiveFailures: row.consecutiveFailures }));
});

const lessByOne = (column: Db['tables']['attempts']['failuresInWindow']) =>
  raw`case when ${column} > 0 then ${column} - 1 else 0 end`;

/** Gives the attempt that succeeded back to the window. For a counter of many accounts that is all. */
export const refundAttempt = prepared(['key'], ({ sql, tables: { attempts: row }, withAsyncCommit }, value) =>
  sql
    .update(row)
    .set({ failuresInWindow: lessByOne(row.failuresInWindow) })
    .where(eq(row.key, value('key')))
    .returning(withAsyncCommit({ key: row.key })),
);

/** After a success: ends the account's consecutive failures, and gives the attempt back to the window. */
export const resetFailures = prepared(['key'], ({ sql, tables: { attempts: row }, withAsyncCommit }, value) =>
  sql
    .update(row)
    .set({ consecutiveFailures: 0, lockedUntilMs: null, failuresInWindow: lessByOne(row.failuresInWindow) })
    .where(eq(row.key, value('key')))
    .returning(withAsyncCommit({ key: row.key })),
);

/**
 * Takes one attempt from a counter before the code or password is evaluated, as if it had failed; a success gives it
 * back. One statement: parallel requests can't beat the limit (Keycloak CVE-2024-4629). No row comes back when the
 * counter is locked or the window's budget is spent.
 */
export function tryConsume(db: Db, { key, consecutiveFailures, perWindow, windowMs, lockoutsMs }: Counter, now: Date) {
  const [first, second, later] = lockoutsMs;
  const at = now.getTime();
  return upsertAttempt(db, {
    key,
    now: at,
    windowBegan: at - windowMs,
    consecutiveFailures,
    twiceInARow: consecutiveFailures * 2,
    perWindow,
    first: at + first,
    second: at + second,
    later: at + later,
  });
}

/** Ends the lockouts and the spent windows of some counters. Consecutive failures stay counted. */
export function liftLocks({ sql, tables: { attempts: row } }: Db, keys: readonly string[]) {
  return sql
    .update(row)
    .set({ failuresInWindow: 0, lockedUntilMs: null })
    .where(inArray(row.key, [...keys]))
    .returning({ key: row.key });
}

export function deleteAttempts({ sql, tables: { attempts: row } }: Db, keys: readonly string[]) {
  return sql
    .delete(row)
    .where(inArray(row.key, [...keys]))
    .returning({ key: row.key });
}

type Ended = {
  /** Rows whose window began by then are over, unless their key begins with one of `hourlyKeys`. */
  dayBegan: number;
  /** The same for the others. */
  hourBegan: number;
  hourlyKeys: readonly string[];
  /** This many consecutive wrong codes, or more, are kept for longer: until a window that began by then. */
  kept: { consecutiveFailures: number; began: number };
  limit: number;
};

/** Deletes some of the counters whose window and lockout are over. */
export function deleteEndedAttempts(
  { sql, tables: { attempts: row } }: Db,
  now: Date,
  { dayBegan, hourBegan, hourlyKeys, kept, limit }: Ended,
) {
  const isHourly = or(...hourlyKeys.map((begin) => like(row.key, `${begin}%`)));
  const isKept = and(
    like(row.key, 'totp:%'),
    gte(row.consecutiveFailures, kept.consecutiveFailures),
    not(lte(row.windowStartedMs, kept.began)),
  );
  const ended = sql
    .select({ key: row.key })
    .from(row)
    .where(
      and(
        or(isNull(row.lockedUntilMs), lte(row.lockedUntilMs, now.getTime())),
        or(lte(row.windowStartedMs, dayBegan), and(lte(row.windowStartedMs, hourBegan), isHourly)),
        not(isKept ?? raw`false`),
      ),
    )
    .limit(limit);
  return sql.delete(row).where(inArray(row.key, ended)).returning({ key: row.key });
}

/** Returns when a counter that refused opens again: the end of its lockout, or of its window. */
export async function findAttemptWait(
  { sql, tables: { attempts: row } }: Db,
  counter: Counter,
  now: Date,
): Promise<Date | null> {
  const [found] = await sql.select().from(row).where(eq(row.key, counter.key));
  if (!found) return null;
  const windowEnd = found.failuresInWindow >= counter.perWindow ? found.windowStartedMs + counter.windowMs : 0;
  const end = Math.max(found.lockedUntilMs ?? 0, windowEnd);
  return end > now.getTime() ? new Date(end) : null;
}
