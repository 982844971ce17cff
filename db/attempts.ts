import { eq, sql as raw } from 'drizzle-orm';
import type { Counter } from '../lib/rules/attempt-limit.ts';
import type { Db } from './store.ts';

/**
 * Takes one guess from a counter before it is evaluated, as if it had failed; a success gives it back. One
 * statement: a burst in parallel cannot beat the limit (Keycloak CVE-2024-4629). No row comes back when
 * the counter is locked or the window's budget is spent.
 */
export function claimAttempt({ sql, tables: { attempts: row }, relax }: Db, counter: Counter, now: Date) {
  const [first, second, later] = counter.waitsMs;
  const windowOver = raw`${row.dayStartedMs} <= ${now.getTime() - counter.windowMs}`;
  const next = raw`(${row.inARow} + 1)`;
  // Cast, since PostgreSQL takes a CASE of nothing but parameters for text.
  const lockAt = (wait: number) => raw`cast(${now.getTime() + wait} as bigint)`;
  return sql
    .insert(row)
    .values({ key: counter.key, inARow: 1, inTheDay: 1, dayStartedMs: now.getTime(), lockedUntilMs: null })
    .onConflictDoUpdate({
      target: row.key,
      set: {
        inARow: next,
        inTheDay: raw`case when ${windowOver} then 1 else ${row.inTheDay} + 1 end`,
        dayStartedMs: raw`case when ${windowOver} then ${now.getTime()} else ${row.dayStartedMs} end`,
        lockedUntilMs: raw`case when ${next} % ${counter.inARow} <> 0 then null
          when ${next} = ${counter.inARow} then ${lockAt(first)}
          when ${next} = ${counter.inARow * 2} then ${lockAt(second)}
          else ${lockAt(later)} end`,
      },
      setWhere: raw`(${row.lockedUntilMs} is null or ${row.lockedUntilMs} <= ${now.getTime()})
        and (${windowOver} or ${row.inTheDay} < ${counter.perWindow})`,
    })
    .returning(relax({ inARow: row.inARow }));
}

/** The guess that was right is given back to the window. Of a counter of many accounts that is all. */
export function giveAttemptBack({ sql, tables: { attempts: row }, relax }: Db, key: string) {
  return sql
    .update(row)
    .set({ inTheDay: raw`case when ${row.inTheDay} > 0 then ${row.inTheDay} - 1 else 0 end` })
    .where(eq(row.key, key))
    .returning(relax({ key: row.key }));
}

/** A success: the account's row of failures ends, and the guess that was right is given back to the window. */
export function forgiveAttempts({ sql, tables: { attempts: row }, relax }: Db, key: string) {
  return sql
    .update(row)
    .set({
      inARow: 0,
      lockedUntilMs: null,
      inTheDay: raw`case when ${row.inTheDay} > 0 then ${row.inTheDay} - 1 else 0 end`,
    })
    .where(eq(row.key, key))
    .returning(relax({ key: row.key }));
}

/** When a counter that refused opens again: the end of its wait, or of its window. */
export async function findAttemptWait(
  { sql, tables: { attempts: row } }: Db,
  counter: Counter,
  now: Date,
): Promise<Date | null> {
  const [found] = await sql.select().from(row).where(eq(row.key, counter.key));
  if (!found) return null;
  const windowEnd = found.inTheDay >= counter.perWindow ? found.dayStartedMs + counter.windowMs : 0;
  const end = Math.max(found.lockedUntilMs ?? 0, windowEnd);
  return end > now.getTime() ? new Date(end) : null;
}
