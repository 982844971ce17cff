import { bigint, index, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Kit } from '../sqlite/columns.ts';

/**
 * The column kit of PostgreSQL. Cast once, here: queries see its tables as those of SQLite, and the contract test shows
 * that they behave alike.
 */
export const pgKit = {
  table: pgTable,
  index,
  uniqueIndex,
  primaryKey,
  text: () => text(),
  /** Eight bytes: epoch milliseconds are among these numbers. */
  int: () => bigint({ mode: 'number' }),
  at: () => timestamp({ precision: 3, withTimezone: true, mode: 'date' }),
  json: () => jsonb(),
} as unknown as Kit;
