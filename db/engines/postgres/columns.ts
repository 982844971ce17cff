import {
  bigint,
  customType,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Kit } from '../sqlite/columns.ts';

/** By default PostgreSQL sorts in the order of the database's locale, in which no range holds all with one beginning. */
const exactText = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

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
  exactText: () => exactText(),
  /** Eight bytes: epoch milliseconds are among these numbers. */
  int: () => bigint({ mode: 'number' }),
  at: () => timestamp({ precision: 3, withTimezone: true, mode: 'date' }),
  json: () => jsonb(),
} as unknown as Kit;
