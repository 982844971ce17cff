import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type { Tables } from './schema.ts';

/** The query builder, typed once as the async SQLite one; every engine is cast to it. */
export type Sql = Pick<BaseSQLiteDatabase<'async', unknown>, 'select' | 'insert' | 'update' | 'delete'>;

/** What a query needs: a builder (of the store or of a transaction) and the tables. */
export type Db = {
  readonly sql: Sql;
  readonly tables: Tables;
  /**
   * Makes a select keep its rows from every other transaction until this one ends. On SQLite they are kept
   * anyway: there `atomically` begins by waiting for all others.
   */
  forUpdate<Rows>(select: Rows): Rows;
  /**
   * The columns that a counter's statement returns. On PostgreSQL its commit then does not wait for the disk: of a
   * counter that every sign-in turns, the next one would wait for that too. Nothing changes inside of `atomically`.
   */
  withAsyncCommit<Columns>(columns: Columns): Columns;
};

/** `behind`: not all of our migrations were made. `ahead`: made by newer code than this, as in an upgrade under way. */
export type SchemaState = 'current' | 'behind' | 'ahead';

/**
 * A database. Queries are written with `await` and `[row]` only.
 *
 * `atomically` runs several statements as one. The work is a generator that yields its queries, so
 * no `await` can slip in: on SQLite two requests could interleave there on the one connection. It may run
 * more than once: PostgreSQL undoes a transaction that stood in another's way. Two of them run side by side
 * there, each statement seeing what was committed before it; what is decided by a row that another may
 * change begins with `hold`.
 */
export type Store = Db & {
  transaction<T>(work: (db: Db) => Generator<PromiseLike<unknown>, T, unknown>): Promise<T>;
  /** Brings the schema to the newest migration. Safe to call at every start. */
  migrate(): Promise<void>;
  /** How the schema in the database stands to the migrations of this code. */
  schemaState(): Promise<SchemaState>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  /** Rejects when the database takes no writes, as far as that can be told without writing. */
  checkWritable(): Promise<void>;
  /** Writes what SQLite keeps in the log beside its file into the file. PostgreSQL sees to that by itself. */
  checkpoint(): Promise<void>;
  close(): Promise<void>;
};

/** Yields one query inside `atomically` and gives its rows back with their type. */
export function* query<T>(query: PromiseLike<T>): Generator<PromiseLike<unknown>, T, unknown> {
  return (yield query) as T;
}
