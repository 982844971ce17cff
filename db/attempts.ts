import { eq, sql as raw } from 'drizzle-orm';
import type { Db } from './store.ts';

/** The numbers of a counter: failures in a row before a wait, the waits, failures in a window. */
export type AttemptBudget = { inARow: number; waitsMs: readonly [number, number, number]; perWindow: number; windowMs: number };

/**
 * Takes one guess from a counter before it is evaluated, as if it had failed; a success gives it back. One
 * statement: a burst in parallel cannot beat the limit (Keycloak CVE-2024-4629). No row comes back when
 * the counter is locked or the window's budget is spent.
 */
export function claimAttempt({ sql, tables: { attempts: row } }: Db, key: string, budget: AttemptBudget, now: Date) {
  const [first, second, later] = budget.waitsMs;
  const windowOver = raw`${row.dayStartedMs} <= ${now.getTime() - budget.windowMs}`;
  const next = raw`(${row.inARow} + 1)`;
  const lockAt = (wait: number) => raw`${now.getTime() + wait}`;
  return sql
    .insert(row)
    .values({ key, inARow: 1, inTheDay: 1, dayStartedMs: now.getTime(), lockedUntilMs: null })
    .onConflictDoUpdate({
      target: row.key,
      set: {
        inARow: next,
        inTheDay: raw`case when ${windowOver} then 1 else ${row.inTheDay} + 1 end`,
        dayStartedMs: raw`case when ${windowOver} then ${now.getTime()} else ${row.dayStartedMs} end`,
        lockedUntilMs: raw`case when ${next} % ${budget.inARow} <> 0 then null
          when ${next} = ${budget.inARow} then ${lockAt(first)}
          when ${next} = ${budget.inARow * 2} then ${lockAt(second)}
          else ${lockAt(later)} end`,
      },
      setWhere: raw`(${row.lockedUntilMs} is null or ${row.lockedUntilMs} <= ${now.getTime()})
        and (${windowOver} or ${row.inTheDay} < ${budget.perWindow})`,
    })
    .returning({ inARow: row.inARow });
}

/** A success: the row of failures ends, and the guess that was right is given back to the window. */
export function forgiveAttempts({ sql, tables: { attempts: row } }: Db, key: string) {
  return sql
    .update(row)
    .set({ inARow: 0, lockedUntilMs: null, inTheDay: raw`case when ${row.inTheDay} > 0 then ${row.inTheDay} - 1 else 0 end` })
    .where(eq(row.key, key))
    .returning({ key: row.key });
}

/** When a counter that refused opens again: the end of its wait, or of its window. */
export async function findAttemptWait({ sql, tables: { attempts: row } }: Db, key: string, budget: AttemptBudget, now: Date): Promise<Date | null> {
  const [found] = await sql.select().from(row).where(eq(row.key, key));
  if (!found) return null;
  const windowEnd = found.inTheDay >= budget.perWindow ? found.dayStartedMs + budget.windowMs : 0;
  const end = Math.max(found.lockedUntilMs ?? 0, windowEnd);
  return end > now.getTime() ? new Date(end) : null;
}
