import type Database from 'better-sqlite3';
import {
  compareMigrations,
  foreignObjectError,
  MIGRATION_LIST,
  type Migration,
  madeBefore,
} from '../../migration-list.ts';
import type { SchemaState } from '../../store.ts';

/** drizzle's list, which 0.1.0 wrote into. */
const OLD_LIST = '__drizzle_migrations';

/** Returns whether a file is a database of this app, of this version or of 0.1.0. */
export function isOursSqlite(connection: Database.Database): boolean {
  return has(connection, 'users') && (has(connection, MIGRATION_LIST) || has(connection, OLD_LIST));
}

/** Returns how the schema of the file stands to the migrations of this code. */
export function sqliteSchemaState(connection: Database.Database, ours: readonly Migration[]): SchemaState {
  return has(connection, MIGRATION_LIST) ? compareMigrations(ours, listed(connection)) : 'behind';
}

/**
 * Makes the missing migrations, in one transaction that waits for every other writer: of several processes that start
 * at once one migrates. Where none is missing, locks nothing. Leaves a file alone that a newer version has migrated.
 */
export function migrateSqlite(connection: Database.Database, ours: readonly Migration[]): void {
  if (sqliteSchemaState(connection, ours) !== 'behind') return;
  connection
    .transaction(() => {
      if (!has(connection, MIGRATION_LIST)) beginList(connection, ours);
      const made = listed(connection);
      if (compareMigrations(ours, made) !== 'behind') return;
      for (const migration of ours.filter(({ hash }) => !made.includes(hash))) make(connection, migration);
    })
    .immediate();
}

function beginList(connection: Database.Database, ours: readonly Migration[]): void {
  connection.exec(`create table ${MIGRATION_LIST} (hash text primary key, created_at integer not null)`);
  if (!has(connection, OLD_LIST)) return;
  const hashes = connection.prepare(`select hash from ${OLD_LIST}`).pluck().all() as string[];
  const forget = connection.prepare(`delete from ${OLD_LIST} where hash in (?, ?)`);
  for (const migration of madeBefore(ours, hashes)) {
    note(connection, migration);
    // Without them 0.1.0 doesn't recognise the file as its own and doesn't start on it.
    forget.run(...migration.oldHashes);
  }
}

function make(connection: Database.Database, migration: Migration): void {
  try {
    for (const statement of migration.statements) connection.exec(statement);
  } catch (error) {
    const [, thing] = /^((?:table|index) .*) already exists$/.exec((error as Error).message) ?? [];
    throw thing ? foreignObjectError(`the ${thing}`, 'Name a file of its own in DATABASE_URL') : error;
  }
  note(connection, migration);
}

function listed(connection: Database.Database): string[] {
  return connection.prepare(`select hash from ${MIGRATION_LIST}`).pluck().all() as string[];
}

function note(connection: Database.Database, { hash, madeAt }: Migration): void {
  connection.prepare(`insert into ${MIGRATION_LIST} (hash, created_at) values (?, ?)`).run(hash, madeAt);
}

function has(connection: Database.Database, table: string): boolean {
  return connection.prepare(`select 1 from sqlite_master where type = 'table' and name = ?`).get(table) !== undefined;
}
