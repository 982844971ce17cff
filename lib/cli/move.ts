import { existsSync } from 'node:fs';
import { openPostgres } from '../../db/engines/postgres/postgres.ts';
import { holdSqlite, sqlitePath } from '../../db/engines/sqlite/backup.ts';
import { openSqlite } from '../../db/engines/sqlite/sqlite.ts';
import { migrateOrFail } from '../../db/migrate-or-fail.ts';
import type { Store } from '../../db/store.ts';
import { type Contents, countRows, moveToPostgres } from '../../db/transfer/move-to-postgres.ts';
import { parseSettings, type Settings } from '../config/settings.ts';
import { commandKeep as words } from '../words/en/command-keep.ts';
import type { Options } from './command-context.ts';
import { stoppable } from './interruption.ts';
import { startProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

type Call = { terminal: Terminal; settings: Settings; options: Options };

/**
 * move: copies everything from the SQLite database to the PostgreSQL database of MOVE_TO, which is no option because
 * every process of the machine can read those. The source stays locked until the end, and unchanged.
 */
export async function move({ terminal, settings, options }: Call): Promise<number> {
  const { databaseUrl } = settings;
  const { json } = options;
  const target = terminal.environment['MOVE_TO']?.trim();
  if (!target) throw new UsageError(words.move.noTarget);
  if (target.startsWith('file:') || !parseSettings({ ...terminal.environment, DATABASE_URL: target }).ok)
    throw new UsageError(words.move.badTarget);
  if (!databaseUrl.startsWith('file:')) throw new UsageError(words.move.isPostgres);
  if (!existsSync(sqlitePath(databaseUrl))) throw new Error(words.move.noSource({ url: databaseUrl }));

  // Before anything else: a running server must not find its schema changed.
  holdSqlite(databaseUrl).close();
  await upToDate(openSqlite(databaseUrl));
  await upToDate(openPostgres(target));
  const source = holdSqlite(databaseUrl);
  try {
    const progress = startProgress(terminal, { label: words.move.moving, total: countRows(source) });
    const { outcome, contents } = await stoppable((isStopped) =>
      moveToPostgres(source, target, {
        onTable(copied) {
          if (!json) progress.say(`${line(copied)} …`);
        },
        onRows(copied) {
          if (isStopped()) throw new Error(words.move.stopped);
          progress.at(copied);
        },
      }),
    ).finally(progress.end);
    const answer = json
      ? JSON.stringify({ outcome, contents }, null, 2)
      : [...(outcome === 'foreign' ? [] : contents.map(line)), words.move.outcomes[outcome]].join('\n');
    if (outcome === 'foreign' && !json) terminal.err.write(`${answer}\n`);
    else terminal.out.write(`${answer}\n`);
    return outcome === 'foreign' ? 1 : 0;
  } finally {
    source.close();
  }
}

async function upToDate(store: Store): Promise<void> {
  try {
    await migrateOrFail(store);
  } finally {
    await store.close();
  }
}

function line({ table, rows, sha256 }: Contents): string {
  return `${table.padEnd(22)}${String(rows).padStart(10)}  ${sha256.slice(0, 16)}`;
}
