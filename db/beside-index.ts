import { type Column, sql as raw, type SQL } from 'drizzle-orm';

/**
 * A text column that no index shall be chosen for: another one leaves few rows. Without statistics, which nothing makes
 * on SQLite, it may take the index of the kinds of events for one person's newest: all that everyone did, to find one.
 */
export function besideIndex(column: Column): SQL {
  return raw`${column} || ''`;
}
