import { accessSync, chmodSync, constants, existsSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { sql as raw } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { giveToOwner, makeFolder } from '../../../lib/owner.mjs';
import { readMigrations } from '../../migration-list.ts';
import type { Db, Sql, Store } from '../../store.ts';
import { patiently, patientSql } from './busy-timeout.ts';
import { migrateSqlite, sqliteSchemaState } from './migrations.ts';
import { tables } from './schema.ts';
import { keepStatements } from './statements.ts';

/** Room for a few changes: below this the next one may fail. */
const LEAST_FREE_BYTES = 1024 * 1024;

/**
 * A file larger than this (some 35,000 users) isn't checked in full at every start: with a million that took seconds. A
 * damaged page then shows when it is read, as an error and never as a row; doctor and every backup check the whole
 * file.
 */
const MOST_CHECKED_BYTES = 64 * 1024 * 1024;

const MIGRATION_MS = 60_000;

type Preparable = { prepare(): { execute(): { sync(): unknown } } };

/**
 * Opens the SQLite file of `file:PATH` (created with mode 0600): WAL, so that readers never wait for the writer, and
 * secure_delete, so that deleted secrets don't linger in free pages.
 */
export function openSqlite(url: string, migrationsFolder = 'db/migrations/sqlite'): Store {
  const path = resolve(/* turbopackIgnore: true */ process.cwd(), url.slice('file:'.length));
  makeFolder(dirname(path));
  refuseToReplace(path);
  const connection = connect(path);
  const mark = `${path}.made`;
  if (!existsSync(mark)) {
    writeFileSync(mark, 'A database was made here (db/engines/sqlite/sqlite.ts).\n', { mode: 0o600 });
    giveToOwner(mark);
  }
  connection.pragma('synchronous = NORMAL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('secure_delete = ON');
  keepStatements(connection);
  const file = fileAt(path);
  const database = drizzle(connection, { casing: 'snake_case' });
  const db: Db = {
    sql: database as unknown as Sql,
    tables,
    forUpdate: (select) => select,
    forDeletion: (select) => select,
    withAsyncCommit: (columns) => columns,
  };
  // From here on waiting doesn't block other requests (busy-timeout.ts).
  connection.pragma('busy_timeout = 0');

  return {
    ...db,
    sql: patientSql(connection),
    transaction: (work) =>
      patiently(() =>
        connection
          .transaction(() => {
            const steps = work(db);
            let step = steps.next();
            while (!step.done) {
              const rows = (step.value as unknown as Preparable).prepare().execute().sync();
              step = steps.next(rows);
            }
            return step.value;
          })
          .immediate(),
      ),
    // Another process may be migrating, and that may take a while.
    migrate: () => patiently(() => migrateSqlite(connection, readMigrations(migrationsFolder)), MIGRATION_MS),
    schemaState: () => patiently(() => sqliteSchemaState(connection, readMigrations(migrationsFolder))),
    ping: async () => {
      database.get(raw`select 1`);
      if (fileAt(path) !== file) throw new Error(`${path} is gone or another file: what is written now will be lost`);
    },
    checkWritable: async () => {
      refuseUnwritable([path, dirname(path)], path);
      const { blocks, bavail, bsize } = statfsSync(dirname(path));
      // Some file systems don't report their size.
      if (blocks > 0 && bavail * bsize < LEAST_FREE_BYTES) throw new Error(`the disk of ${path} is full`);
    },
    checkpoint: async () => void connection.pragma('wal_checkpoint(PASSIVE)'),
    close: async () => void connection.close(),
  };
}

/** Connects to a file that is writable and intact; a damaged one is refused before it serves anyone. */
function connect(path: string): Database.Database {
  const isHere = existsSync(path);
  const isAlone = isHere && statSync(path).size > 0 && !existsSync(`${path}-wal`);
  const fault = (what: string) => new Error(`${path} ${what}`);
  refuseUnwritable(isHere ? [path, dirname(path)] : [dirname(path)], path);
  try {
    const connection = new Database(path, { timeout: 5000 });
    // Before the log is created, which takes the file's mode.
    chmodSync(path, 0o600);
    if (!isHere) giveToOwner(path);
    if (isAlone) refuseBare(connection, path);
    connection.pragma('journal_mode = WAL');
    if (isHere && statSync(path).size > MOST_CHECKED_BYTES) return connection;
    const found = connection.pragma('quick_check(1)', { simple: true });
    if (found === 'ok') return connection;
    throw Object.assign(new Error(String(found).split('\n').at(-1)), { code: 'SQLITE_CORRUPT' });
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    if (!/^SQLITE_(CORRUPT|NOTADB)/.test(code)) throw error;
    throw fault(`is damaged (${message}). Keep a copy of it, and bring it back from a backup`);
  }
}

function refuseUnwritable(needed: readonly string[], path: string): void {
  try {
    for (const place of needed) accessSync(place, constants.W_OK);
  } catch {
    throw new Error(`${path} cannot be written: make it and its folder writable for the user that runs this program`);
  }
}

/**
 * The file of a young server that runs holds no table yet: those are in the log beside it. A copy of the file alone
 * would start as an empty installation, silently (attack A-54).
 */
function refuseBare(connection: Database.Database, path: string): void {
  const hasTable = () => connection.prepare('select 1 from sqlite_master limit 1').get() !== undefined;
  // Another process of ours may be creating it at this moment.
  for (let waits = 0; waits < 20 && !hasTable(); waits += 1)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  if (hasTable()) return;
  connection.close();
  throw new Error(
    `${path} holds no table: it was copied while a server had it open, without the log beside it. Bring it back from a backup (npm run admin -- backup makes one), or delete it to begin again`,
  );
}

/**
 * Returns which file is at `path`: a deleted one lives on for the process that has it open, and is gone for all others.
 */
function fileAt(path: string): bigint | null {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino ?? null;
}

/**
 * An empty database in place of a lost one would let every user in who signs up again, without second factors: a file
 * that is missing or empty where there was one stops the start (attack K-08).
 */
function refuseToReplace(path: string): void {
  const wasHere = ['.made', '-wal'].some((ending) => existsSync(path + ending));
  if (!wasHere || (existsSync(path) && statSync(path).size > 0)) return;
  throw new Error(
    `${path} is missing or empty, although there was a database. Restore a backup, or delete ${path}* to start with an empty database`,
  );
}
