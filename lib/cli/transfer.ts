import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { listForExport } from '../../db/queries/user-list.ts';
import { csv } from '../csv/write.ts';
import { importUsers, parseImport } from '../flows/admin/import-users.ts';
import { sendImportedLinks } from '../flows/admin/send-imported-links.ts';
import { openSecret } from '../flows/two-factor/steps/authenticator-secret.ts';
import { type FileRow, readImportFile } from '../rules/account/import-file.ts';
import { base32 } from '../rules/two-factor/base32.ts';
import { commandKeep as words } from '../words/en/command-keep.ts';
import type { CommandHandler } from './command-context.ts';
import { confirm } from './confirm.ts';
import { UsageError } from './usage-error.ts';
import { writeNewFile } from './write-new-file.ts';

const BATCH = 1000;
const SHOWN_FAULTS = 50;

/**
 * import FILE [--send-links]: users from another system, as CSV with a header or as JSON lines. All of them or, with a
 * fault, none.
 */
export const importFile: CommandHandler = async ({ args, terminal, options, context, by, answer }) => {
  const [file = ''] = args;
  const read = readImportFile(bytesOf(file), /\.(jsonl|ndjson)$/i.test(file));
  if ('fault' in read) {
    terminal.err.write(`${words.import.unreadable({ file, fault: read.fault })}\n`);
    return 1;
  }
  const { users, faults } = parseImport(read.rows);
  if (faults.length > 0) {
    const lines = faults
      .slice(0, SHOWN_FAULTS)
      .map(({ line, faults: list }) => words.import.fault({ line, faults: list.join('; ') }));
    terminal.err.write(
      `${lines.join('\n')}\n${words.import.broken({ count: faults.length, of: faults.length + users.length })}\n`,
    );
    return 1;
  }
  const imported = await importUsers(context, users, { by, file: basename(file) });
  const withoutSecret = read.rows.filter(lostSecondFactor).length;
  const passwordless = users.filter(({ passwordHash }) => passwordHash === null).map(({ email }) => email);
  const withoutPassword = passwordless.length;
  const linksSent = options.sendLinks ? await sendImportedLinks(context, passwordless) : null;
  answer({ ...imported, withoutPassword, linksSent, withoutSecret, ignoredColumns: read.ignored }, () => [
    words.import.done({ made: imported.made, skipped: imported.alreadyThere }),
    ...(linksSent === null ? [] : [words.import.links({ count: linksSent })]),
    ...(withoutPassword > 0 && linksSent === null ? [words.import.withoutPassword({ count: withoutPassword })] : []),
    ...(withoutSecret > 0 ? [words.import.withoutSecret({ count: withoutSecret })] : []),
    ...(read.ignored.length > 0 ? [words.import.ignored({ columns: read.ignored.join(', ') })] : []),
  ]);
  return 0;
};

/** export --to FILE.csv|FILE.jsonl [--secrets]: all users, in the form that import reads. Replaces no file. */
export const exportFile: CommandHandler = async ({ terminal, options, db, context, answer }) => {
  const { to, secrets } = options;
  const [, kind] = /\.(csv|jsonl|ndjson)$/i.exec(to ?? '') ?? [];
  if (!to || !kind) throw new UsageError(words.export.noTarget);
  const isCsv = kind.toLowerCase() === 'csv';
  if (secrets && !(await confirm(terminal, options, words.export.secretsQuestion))) return 2;
  let people = 0;
  await writeNewFile(to, async (write) => {
    const columns = ['email', 'name', 'created_at', 'role', 'disabled', 'two_factor'];
    if (isCsv) write(csv([[...columns, ...(secrets ? ['password_hash', 'totp_secret'] : [])]]));
    for (let afterId = ''; ; ) {
      const batch = await listForExport(db, afterId, BATCH);
      for (const { user, authenticator } of batch) {
        const { email, name, createdAt, role, disabledAt, passwordHash } = user;
        const secret = secrets && authenticator && openSecret(context, authenticator);
        if (secrets && authenticator && !secret) throw new Error(words.export.unreadable({ email }));
        const row = {
          email,
          name,
          created_at: createdAt.toISOString(),
          role,
          disabled: disabledAt !== null,
          two_factor: user.twoFactorSince !== null,
          ...(secrets && { password_hash: passwordHash, totp_secret: secret ? base32(secret) : null }),
        };
        write(isCsv ? csv([Object.values(row).map((value) => String(value ?? ''))]) : `${JSON.stringify(row)}\n`);
      }
      people += batch.length;
      const last = batch.at(-1);
      if (!last) break;
      afterId = last.user.id;
    }
  });
  answer({ file: to, people }, () => [words.export.done({ count: people, file: to })]);
  return 0;
};

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ENOENT') throw new Error(words.import.noFile({ file }));
    if (code === 'EISDIR') throw new Error(words.import.isFolder({ file }));
    throw error;
  }
}

/** Exported without --secrets: this user's second factor isn't included. */
function lostSecondFactor({ fields }: FileRow): boolean {
  return ['true', 'yes', '1'].includes(String(fields['two_factor'] ?? '').toLowerCase()) && !fields['totp_secret'];
}
