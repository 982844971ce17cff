import { sql as raw } from 'drizzle-orm';
import { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { PgDialect } from 'drizzle-orm/pg-core';
import { Pool, type PoolClient } from 'pg';
import { readMigrations } from '../../migration-list.ts';
import type { Db, Sql, Store } from '../../store.ts';
import { poolOptions } from './connection.ts';
import { throwWithFix } from './error-fixes.ts';
import { lookAtSchema, migratePostgres } from './migrations.ts';
import { tables } from './schema.ts';
import { PersistentSession, PlainSession, retryOnConflict, throwSanitized } from './session.ts';

type Lockable = { for(strength: 'no key update' | 'update'): unknown };
type Options = { migrationsFolder?: string; onLostConnection?: (error: Error) => void };

const dialect = new PgDialect({ casing: 'snake_case' });

/** Opens the PostgreSQL database of `postgres://…`: for more than one machine, or one whose disk does not last. */
export function openPostgres(
  url: string,
  { migrationsFolder = 'db/migrations/postgres', onLostConnection }: Options = {},
): Store {
  const pool = new Pool(poolOptions(url));
  // A connection that breaks while idle in the pool is replaced at its next use; an unhandled event would end the
  // process.
  pool.on('error', (error) => onLostConnection?.(error));
  // One for each connection, which serves one transaction at a time: its queries stay prepared (db/prepared.ts).
  const known = new WeakMap<PoolClient, Db>();
  const dbOn = (client: PoolClient) => {
    const db = known.get(client) ?? dbOf(new PlainSession(client, dialect, undefined));
    known.set(client, db);
    return db;
  };

  const say = (error: unknown) => throwWithFix(error, url);

  return {
    ...dbOf(new PersistentSession(pool, dialect, undefined)),
    withAsyncCommit,
    transaction: (work) =>
      retryOnConflict(() => inTransaction(pool, (client) => runSteps(work(dbOn(client))))).catch(throwSanitized),
    migrate: () => migratePostgres(url, readMigrations(migrationsFolder)).catch(throwSanitized).catch(say),
    schemaState: () => lookAtSchema(pool, readMigrations(migrationsFolder)).catch(throwSanitized).catch(say),
    ping: () =>
      pool
        .query('select 1')
        .then(() => undefined, throwSanitized)
        .catch(say),
    checkWritable: async () => {
      const { rows } = await pool
        .query(`select current_setting('transaction_read_only') as only`)
        .catch(throwSanitized);
      if (rows[0]?.only === 'on') throw new Error('the server takes no writes: it is a replica, or was told so');
    },
    checkpoint: async () => undefined,
    close: () => pool.end(),
  };
}

/** Foreign keys to the row wait for this lock, too. */
export const forDeletion: Db['forDeletion'] = (select) => (select as Lockable).for('update') as typeof select;

/** The weakest lock that two decisions about one row can't both have; foreign keys to the row don't wait for it. */
export const forUpdate: Db['forUpdate'] = (select) => (select as Lockable).for('no key update') as typeof select;

/**
 * For this one statement, which is a transaction of its own. What it wrote survives a crash of every process of ours;
 * when the database server itself loses power, the last half second of counting is lost (docs/decisions/011).
 */
const withAsyncCommit: Db['withAsyncCommit'] = (columns) => ({
  ...columns,
  relaxed: raw`set_config('synchronous_commit', 'off', true)`,
});

/** Runs the queries of `steps` one after the other. */
export async function runSteps<T>(steps: Generator<PromiseLike<unknown>, T, unknown>): Promise<T> {
  let step = steps.next();
  while (!step.done) step = steps.next(await step.value);
  return step.value;
}

function dbOf(session: PlainSession): Db {
  return {
    sql: new NodePgDatabase(dialect, session, undefined) as unknown as Sql,
    tables,
    forUpdate,
    forDeletion,
    withAsyncCommit: (columns) => columns,
  };
}

async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // Emitted when the connection breaks between two statements; the next statement then fails, which is enough.
  const ignore = () => undefined;
  client.on('error', ignore);
  let isUsable = true;
  try {
    // Stricter levels would show the rows as they were before the wait for a lock, not after it.
    await client.query('begin isolation level read committed');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {
      isUsable = false;
    });
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(!isUsable);
  }
}
