import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backUpSqlite, restoreSqlite } from '../../db/engines/sqlite/backup.ts';
import { migrateOrFail } from '../../db/migrate-or-fail.ts';
import { openStore } from '../../db/open-store.ts';
import { clock } from '../clock.ts';
import type { Settings } from '../config/settings.ts';
import { checkSealingKeys, describeKeyFault } from '../flows/operations/check-sealing-keys.ts';
import { commandKeep as words } from '../words/en/command-keep.ts';
import type { CommandHandler, Options } from './command-context.ts';
import { confirm } from './confirm.ts';
import { stoppable } from './interruption.ts';
import { countByKey } from './keys.ts';
import { type Progress, startProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

type Call = { terminal: Terminal; settings: Settings; args: readonly string[]; options: Options };

const PATTERN = /^app-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}Z\.db$/;

/** backup [--to FOLDER] [--keep N]: a copy of the SQLite database, consistent while the server runs. */
export const backup: CommandHandler = async ({ options, context, answer, terminal }) => {
  const { databaseUrl } = context.settings;
  if (!databaseUrl.startsWith('file:')) {
    terminal.err.write(`${words.isPostgres.backup}\n`);
    return 1;
  }
  const keep = options.keep ?? null;
  const folder = options.to ?? 'data/backups';
  const file = join(folder, `app-${context.now.toISOString().replace(/[:.]/g, '-')}.db`);
  let progress: Progress | undefined;
  const bytes = await stoppable((isStopped) =>
    backUpSqlite(databaseUrl, file, (pages, total) => {
      if (isStopped()) throw new Error(words.backup.stopped);
      progress ??= startProgress(terminal, { label: words.backup.copying, total, unit: 'bytes' });
      progress.at(pages);
    }),
  ).finally(() => progress?.end());
  const old =
    keep === null
      ? []
      : readdirSync(folder)
          .filter((name) => PATTERN.test(name))
          .sort()
          .slice(0, -keep);
  for (const name of old) rmSync(join(folder, name));
  answer({ file, bytes, removed: old }, () => [
    words.backup.done({ file, bytes }),
    ...(old.length > 0 ? [words.backup.removed({ count: old.length })] : []),
    words.backup.keysMissing,
  ]);
  return 0;
};

/** restore FILE: replaces the database with a backup. Opens no database before that. */
export async function restore({ terminal, settings, args, options }: Call): Promise<number> {
  const { databaseUrl, encryptionKeys } = settings;
  const [file = ''] = args;
  if (!databaseUrl.startsWith('file:')) {
    terminal.err.write(`${words.isPostgres.restore}\n`);
    return 1;
  }
  if (
    !(await confirm(terminal, options, words.restore.question({ file, database: databaseUrl.slice('file:'.length) })))
  )
    return 2;
  const warnings: string[] = [];
  // Checked as a copy: what doesn't fit is reported before the database is replaced.
  const kept = await restoreSqlite(databaseUrl, file, clock(), async (copyUrl) => {
    const db = await openStore(copyUrl);
    try {
      await migrateOrFail(db);
      const faults = await checkSealingKeys(db, encryptionKeys);
      const [foreign] = faults.filter(({ fault }) => fault === 'other-bytes').map(describeKeyFault);
      if (foreign) throw new Error(words.restore.foreignKey(foreign));
      for (const { keyId } of faults) {
        const count = (await countByKey(db, '')).get(keyId) ?? 0;
        warnings.push(words.restore.missingKey({ count, keyId }));
      }
    } finally {
      await db.close();
    }
  });
  const value = { restored: file, kept, warnings };
  const lines = [
    words.restore.done({ file }),
    ...(kept ? [words.restore.kept({ kept })] : []),
    words.restore.revived,
    ...warnings,
  ];
  terminal.out.write(`${options.json ? JSON.stringify(value, null, 2) : lines.join('\n')}\n`);
  return 0;
}
