import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/**
 * The column kit: the few column shapes that the schema is written with. A second engine brings a second kit of the
 * same shape, so the schema is written once.
 */
export const sqliteKit = {
  table: sqliteTable,
  index,
  uniqueIndex,
  primaryKey,
  text: () => text(),
  /** A text that is compared and sorted byte by byte, so that an index finds what begins with something. */
  exactText: () => text(),
  int: () => integer(),
  /** An instant, to the millisecond. */
  at: () => integer({ mode: 'timestamp_ms' }),
  json: <T>() => text({ mode: 'json' }).$type<T>(),
};

export type Kit = typeof sqliteKit;
