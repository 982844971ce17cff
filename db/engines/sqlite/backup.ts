import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, constants, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { errorMessage } from '../../../lib/error-message.ts';
import { giveToOwner, makeFolder } from '../../../lib/owner.mjs';
import { isOursSqlite } from './migrations.ts';

/** Pages that a backup copies before others get their turn. */
const PAGES_AT_ONCE = 500;

/** Returns the path of `file:PATH`. */
export function sqlitePath(url: string): string {
  return resolve(process.cwd(), url.slice('file:'.length));
}

/**
 * Copies the database to `target` while others read and write it (SQLite's online backup): the copy is one moment of
 * it. Written beside the target, checked, then moved into place, so that half a backup is never found there. Returns
 * its size. `onProgress` gets how many of the pages are copied, and may throw to stop it.
 */
export async function backUpSqlite(
  url: string,
  target: string,
  onProgress: (pages: number, of: number) => void = () => undefined,
): Promise<number> {
  if (existsSync(target)) throw new Error(`${target} exists already. A backup replaces nothing.`);
  makeFolder(dirname(target));
  const draft = `${target}.${randomBytes(8).toString('hex')}`;
  closeSync(openSync(draft, 'wx', 0o600));
  const source = new Database(sqlitePath(url), { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    await source.backup(draft, {
      progress({ totalPages, remainingPages }) {
        onProgress(totalPages - remainingPages, totalPages);
        return PAGES_AT_ONCE;
      },
    });
    // The copy would expect a write-ahead log beside it: a backup is one file.
    const copy = new Database(draft);
    copy.pragma('journal_mode = DELETE');
    copy.close();
    giveToOwner(draft);
    const fault = faultOfSqlite(draft);
    if (fault) throw new Error(`The copy is not sound (${fault}), so it was not kept.`);
    renameSync(draft, target);
    return statSync(target).size;
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    source.close();
  }
}

/** Returns what is wrong with a file that should be one of our databases; null when nothing is. */
export function faultOfSqlite(path: string): string | null {
  if (!existsSync(path)) return 'there is no such file';
  try {
    const database = new Database(path, { readonly: true, fileMustExist: true });
    try {
      const [first] = database.pragma('integrity_check') as { integrity_check: string }[];
      if (first?.integrity_check !== 'ok') return `SQLite says: ${first?.integrity_check}`;
      return isOursSqlite(database) ? null : 'it is no database of this app';
    } finally {
      database.close();
    }
  } catch (error) {
    return errorMessage(error);
  }
}

/**
 * Replaces the database with a backup. Refuses while any process has it open. `look` gets the URL of a copy, and may
 * migrate it: when it throws, nothing was changed. Keeps the database before beside it and returns its name (null when
 * there was none).
 */
export async function restoreSqlite(
  url: string,
  backup: string,
  now: Date,
  look: (copyUrl: string) => Promise<void>,
): Promise<string | null> {
  const path = sqlitePath(url);
  const refusal = (fault: string) => new Error(`${backup} cannot be restored: ${fault}. Nothing was changed.`);
  const fault = faultOfSqlite(backup);
  if (fault) throw refusal(fault);
  if (existsSync(path)) refuseWhileOpen(path);
  makeFolder(dirname(path));
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  try {
    // A file that was copied together with its log is complete only with it.
    for (const ending of ['', '-wal'])
      if (existsSync(backup + ending)) await copyFile(backup + ending, draft + ending, constants.COPYFILE_EXCL);
    chmodSync(draft, 0o600);
    giveToOwner(draft);
    await look(`file:${draft}`).catch((error: unknown) => {
      throw refusal(errorMessage(error).replace(/\.$/, ''));
    });
    const copy = new Database(draft);
    leaveWal(copy);
    copy.close();
    const aside = existsSync(path) ? `${path}.before-${now.toISOString().replace(/[:.]/g, '-')}` : null;
    if (aside) renameSync(path, aside);
    for (const ending of ['-wal', '-shm']) rmSync(path + ending, { force: true });
    renameSync(draft, path);
    return aside && basename(aside);
  } finally {
    for (const ending of ['', '-wal', '-shm', '.made']) rmSync(draft + ending, { force: true });
  }
}

function refuseWhileOpen(path: string): void {
  const database = new Database(path, { timeout: 0 });
  try {
    leaveWal(database);
  } catch (error) {
    // Damaged: the backup is here for that.
    if (isInUse(error)) throw new Error('The database is in use. Stop the server first; nothing was changed.');
  } finally {
    database.close();
  }
}

/**
 * Opens the database exclusively: until `close`, no other process can open it. Throws when one has it open already.
 */
export function holdSqlite(url: string): Database.Database {
  const database = new Database(sqlitePath(url), { fileMustExist: true, timeout: 0 });
  try {
    leaveWal(database);
    database.exec('begin exclusive');
    return database;
  } catch (error) {
    database.close();
    throw isInUse(error) ? new Error('The database is in use. Stop every server first; nothing was changed.') : error;
  }
}

/** Needs exclusive access: fails while another process has the file open. */
function leaveWal(database: Database.Database): void {
  database.pragma('journal_mode = DELETE');
}

function isInUse(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test((error as { code?: string }).code ?? '');
}
