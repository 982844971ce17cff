import { closeSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { listForExport } from '../../db/people.ts';
import { importPeople, readImport } from '../flows/admin/import-people.ts';
import { openSecret } from '../flows/authenticator-secret.ts';
import { base32 } from '../rules/base32.ts';
import { confirm } from './confirm.ts';
import { counted } from './counted.ts';
import { misunderstood, type Verb } from './stage.ts';

const BATCH = 1000;
const SHOWN_FAULTS = 50;

/** import FILE: people from another system, as CSV with a header or as JSON lines. All of them or, with a fault, none. */
export const importFile: Verb = async ({ words, terminal, context, answer }) => {
  const [file] = words;
  if (!file) return misunderstood(terminal, 'Which file? import FILE.csv or import FILE.jsonl.');
  const { people, faults } = readImport(readRows(file));
  if (faults.length > 0) {
    const lines = faults.slice(0, SHOWN_FAULTS).map(({ row, faults: list }) => `row ${row}: ${list.join('; ')}`);
    terminal.err.write(
      `${lines.join('\n')}\n${faults.length} of ${faults.length + people.length} rows ${faults.length === 1 ? 'is' : 'are'} broken. Nothing was imported.\n`,
    );
    return 1;
  }
  const imported = await importPeople(context, people);
  answer(imported, () => [
    `${imported.made} imported, ${counted(imported.alreadyThere, 'was there already and stays as it is', 'were there already and stay as they are')}.`,
  ]);
  return 0;
};

/** export --to FILE [--secrets]: everybody as JSON lines, in the shape that import reads. */
export const exportFile: Verb = async ({ terminal, options, db, context, answer }) => {
  const { to, secrets } = options;
  if (!to) return misunderstood(terminal, 'Where to? export --to FILE.jsonl.');
  const warning = 'The file will hold password hashes and the secrets of authenticator apps in clear.';
  if (secrets && !(await confirm(terminal, options, warning))) return 2;
  const draft = `${to}.partial`;
  const file = openSync(draft, 'w', 0o600);
  let people = 0;
  for (let afterId = ''; ; ) {
    const batch = await listForExport(db, afterId, BATCH);
    for (const { user, authenticator } of batch) {
      const { email, name, createdAt, role, disabledAt, passwordHash } = user;
      const secret = secrets && authenticator && openSecret(context, authenticator);
      const row = {
        email,
        name,
        created_at: createdAt,
        role,
        disabled: disabledAt !== null,
        two_factor: authenticator !== null,
        ...(secrets && { password_hash: passwordHash, totp_secret: secret ? base32(secret) : null }),
      };
      writeSync(file, `${JSON.stringify(row)}\n`);
    }
    people += batch.length;
    const last = batch.at(-1);
    if (!last) break;
    afterId = last.user.id;
  }
  closeSync(file);
  renameSync(draft, to);
  answer({ file: to, people }, () => [
    `${counted(people, 'person', 'people')} written to ${to}, readable by you alone.`,
  ]);
  return 0;
};

/** Row 1 is the first person: the header of a CSV does not count. */
function readRows(file: string): Record<string, unknown>[] {
  const text = readFileSync(file, 'utf8');
  if (!file.endsWith('.jsonl')) {
    return parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true, relax_column_count: true });
  }
  return text
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => {
      try {
        return JSON.parse(line) as Record<string, unknown>;
      } catch {
        return {};
      }
    });
}
