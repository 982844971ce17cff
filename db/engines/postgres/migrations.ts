import { setTimeout as sleep } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import {
  compareMigrations,
  foreignObjectError,
  MIGRATION_LIST,
  type Migration,
  madeBefore,
} from '../../migration-list.ts';
import type { SchemaState } from '../../store.ts';
import { connectionOptions } from './connection.ts';

type Queryable = Pick<Client, 'query'>;
type DatabaseFacts = {
  encoding: string;
  /** Returns where new tables go: the first schema of search_path that exists; null when none does. */
  schema: string | null;
  path: string;
  role: string;
  /**
   * Returns whether our role may create tables in `schema`: since PostgreSQL 15 not even in `public` unless granted.
   */
  mayMake: boolean;
  /** Returns the schema of our list, where search_path leads to one. */
  home: string | null;
  /** Returns whether drizzle's list is there and may name migrations of 0.1.0, whose tables are in `schema`. */
  hasOldList: boolean;
};

const MIGRATION_MS = 10 * 60_000;
const LOCK_MS = 1_000;
const AGAIN_MS = 2_000;
/** SQLSTATE. */
const LOCK_NOT_AVAILABLE = '55P03';
const OWN_DATABASE =
  'Give it a database of its own, or a schema of its own: create schema accounts; alter role ROLE set search_path = accounts';

const LOOK = `select current_setting('server_encoding') as encoding, current_schema() as schema,
  current_setting('search_path') as path, quote_ident(current_user) as role,
  has_schema_privilege(current_schema(), 'create') as "mayMake",
  (select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relname = '${MIGRATION_LIST}' and pg_table_is_visible(c.oid)) as home,
  exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'drizzle' and c.relname = '__drizzle_migrations'
      and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select'))
  and exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relname = 'recovery_sets') as "hasOldList"`;

/** Refuses a database that this app can't use, in words for an administrator; else returns how its schema stands. */
export async function lookAtSchema(client: Queryable, ours: readonly Migration[]): Promise<SchemaState> {
  const facts = await look(client);
  const state = facts.home ? compareMigrations(ours, await listed(client)) : 'behind';
  if (state === 'behind' && !facts.mayMake)
    throw new Error(
      `the role ${facts.role} may not make tables in the schema ${facts.schema}. As the owner of that schema or of the database: grant usage, create on schema ${facts.schema} to ${facts.role}`,
    );
  return state;
}

async function look(client: Queryable): Promise<DatabaseFacts> {
  const { rows } = await client.query<DatabaseFacts>(LOOK);
  const facts = rows[0] as DatabaseFacts;
  if (facts.encoding !== 'UTF8')
    throw new Error(
      `the database keeps its text in ${facts.encoding}, which has no room for every name. Make one in UTF-8 (create database NAME encoding 'UTF8' template template0) and name it in DATABASE_URL; pg_dump and pg_restore bring over what is in this one`,
    );
  if (facts.schema === null)
    throw new Error(
      `search_path (${facts.path}) names no schema that is there. Make it (create schema NAME authorization ROLE), or choose another`,
    );
  if (facts.home !== null && facts.home !== facts.schema)
    throw new Error(
      `the tables of this app are in the schema ${facts.home}, but search_path (${facts.path}) puts ${facts.schema} first. Put ${facts.home} first again, or choose another database`,
    );
  return facts;
}

/** Returns the hashes of the migrations that were made. */
async function listed(client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ hash: string }>(`select hash from ${MIGRATION_LIST}`);
  return rows.map(({ hash }) => hash);
}

/**
 * Makes the missing migrations, in one transaction under a lock: of several processes that start at once one migrates
 * and the others wait. The lock belongs to the transaction, since a pooler may run each statement outside of one on
 * another connection. Uses a connection of its own: here a statement may take its time. Where none is missing, locks
 * and writes nothing. Leaves a database alone that a newer version has migrated.
 */
export async function migratePostgres(url: string, ours: readonly Migration[]): Promise<void> {
  const client = new Client({ ...connectionOptions(url), query_timeout: MIGRATION_MS });
  client.on('error', () => undefined);
  await client.connect();
  try {
    if ((await lookAtSchema(client, ours)) !== 'behind') return;
    for (let waitedMs = 0; !(await makeAll(client, ours, waitedMs >= MIGRATION_MS)); waitedMs += AGAIN_MS)
      await sleep(AGAIN_MS);
  } finally {
    // Rolls back whatever wasn't committed.
    await client.end();
  }
}

/**
 * Returns false, and migrates nothing, when another transaction (a long report, a backup) holds one of the tables. An
 * ALTER TABLE that waits for a lock blocks every other query on that table, even reads: so it waits only briefly and is
 * retried until `isLastTry`.
 */
async function makeAll(client: Client, ours: readonly Migration[], isLastTry: boolean): Promise<boolean> {
  await client.query('begin isolation level read committed');
  try {
    await client.query(`set local statement_timeout = ${MIGRATION_MS}`);
    await client.query(`select pg_advisory_xact_lock(hashtextextended('accounts: migrate', 0))`);
    await client.query(`set local lock_timeout = ${LOCK_MS}`);
    const facts = await look(client);
    if (!facts.home) await beginList(client, facts, ours);
    const made = await listed(client);
    if (compareMigrations(ours, made) === 'behind')
      for (const migration of ours.filter(({ hash }) => !made.includes(hash))) await make(client, migration);
    await client.query('commit');
    return true;
  } catch (error) {
    if (isLastTry || !(error instanceof DatabaseError && error.code === LOCK_NOT_AVAILABLE)) throw error;
    await client.query('rollback');
    return false;
  }
}

async function beginList(client: Client, { hasOldList }: DatabaseFacts, ours: readonly Migration[]): Promise<void> {
  await client.query(`create table ${MIGRATION_LIST} (hash text primary key, created_at bigint not null)`);
  if (!hasOldList) return;
  const old = 'drizzle.__drizzle_migrations';
  const { rows } = await client.query<{ hash: string }>(`select hash from ${old}`);
  const before = madeBefore(
    ours,
    rows.map(({ hash }) => hash),
  );
  for (const migration of before) await note(client, migration);
  // Left there, they would make another app's older migrations look made. Where we lack the right, they aren't ours.
  const { rows: may } = await client.query(`select has_table_privilege('${old}', 'delete') as delete`);
  if (may[0]?.delete)
    await client.query(`delete from ${old} where hash = any ($1)`, [before.flatMap(({ oldHashes }) => oldHashes)]);
}

async function make(client: Client, migration: Migration): Promise<void> {
  try {
    // Tables go where search_path leads, so what refers to them must too.
    for (const statement of migration.statements) await client.query(statement.replaceAll('"public".', ''));
  } catch (error) {
    const [, thing] = (error instanceof DatabaseError && /^relation (".*") already exists/.exec(error.message)) || [];
    throw thing ? foreignObjectError(`a table or index ${thing}`, OWN_DATABASE) : error;
  }
  await note(client, migration);
}

function note(client: Client, { hash, madeAt }: Migration) {
  return client.query(`insert into ${MIGRATION_LIST} (hash, created_at) values ($1, $2)`, [hash, madeAt]);
}
