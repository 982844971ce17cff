import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type { Tables } from './schema.ts';

/** The query builder, typed once as the async SQLite one; every engine is cast to it. */
export type Sql = Pick<BaseSQLiteDatabase<'async', unknown>, 'select' | 'insert' | 'update' | 'delete'>;

/** What a query needs: a builder (of the store or of a transaction) and the tables. */
export type Db = {
  readonly sql: Sql;
  readonly tables: Tables;
  /**
   * Locks the rows of a select until the transaction ends (SELECT … FOR UPDATE). SQLite needs no row locks: there
   * `transaction` takes the write lock when it begins.
   */
  forUpdate<Rows>(select: Rows): Rows;
  /**
   * As `forUpdate`, for rows that are about to be deleted: no transaction can write a row that refers to them any more.
   */
  forDeletion<Rows>(select: Rows): Rows;
  /**
   * Wraps the columns that a counter's statement returns, so that on PostgreSQL its commit doesn't wait for the disk:
   * every sign-in updates the same counters and would wait for the one before. Has no effect inside `transaction`.
   */
  withAsyncCommit<Columns>(columns: Columns): Columns;
};

/** `behind`: not all of our migrations were made. `ahead`: made by newer code than this, as in an upgrade under way. */
export type SchemaState = 'current' | 'behind' | 'ahead';

/**
 * A database. Queries are written with `await` and `[row]` only.
 *
 * `transaction` runs several statements as one unit. The work is a generator that yields its queries, so that no
 * `await` can slip in: on SQLite two requests could interleave there on the one connection. The work may run more than
 * once: PostgreSQL rolls back one of two transactions that deadlock. There transactions run concurrently at READ
 * COMMITTED, so a decision that depends on a row another transaction may change starts with `forUpdate`.
 */
export type Store = Db & {
  transaction<T>(work: (db: Db) => Generator<PromiseLike<unknown>, T, unknown>): Promise<T>;
  /** Brings the schema to the newest migration. Safe to call at every start. */
  migrate(): Promise<void>;
  /** Returns how the schema in the database stands to the migrations of this code. */
  schemaState(): Promise<SchemaState>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  /** Rejects when the database can't be written to, as far as that can be told without writing. */
  checkWritable(): Promise<void>;
  /** Moves SQLite's write-ahead log into the database file. PostgreSQL does that by itself. */
  checkpoint(): Promise<void>;
  close(): Promise<void>;
};

/** Yields one query inside `transaction` and returns its rows with their type. */
export function* query<T>(query: PromiseLike<T>): Generator<PromiseLike<unknown>, T, unknown> {
  return (yield query) as T;
}
