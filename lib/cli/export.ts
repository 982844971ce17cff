import { listForExport } from '../../db/queries/user-list.ts';
import { countUsers } from '../../db/queries/users.ts';
import { csv } from '../csv/write.ts';
import type { Context } from '../flows/context.ts';
import { openSecret } from '../flows/two-factor/steps/authenticator-secret.ts';
import { base32 } from '../rules/two-factor/base32.ts';
import { commandKeep as words } from '../words/en/command-keep.ts';
import type { CommandHandler } from './command-context.ts';
import { confirm } from './confirm.ts';
import { hearSignals } from './interruption.ts';
import { startProgress } from './progress.ts';
import { UsageError } from './usage-error.ts';
import { writeNewFile } from './write-new-file.ts';

const BATCH = 1000;

type Exported = Awaited<ReturnType<typeof listForExport>>[number];
type Cell = string | boolean | null | readonly unknown[];
type Columns = Readonly<Record<string, (context: Context, exported: Exported) => Cell>>;

/** What every export says of a person. Import reads all but what only this server decides: created_at and role. */
const plainColumns: Columns = {
  email: (_context, { user }) => user.email,
  name: (_context, { user }) => user.name,
  created_at: (_context, { user }) => user.createdAt.toISOString(),
  role: (_context, { user }) => user.role,
  disabled: (_context, { user }) => user.disabledAt !== null,
  two_factor: (_context, { user }) => user.twoFactorSince !== null,
};

/** Lists, which a table has no place for: in JSON only. Public keys are no secrets. */
const listColumns: Columns = {
  passkey_handle: (_context, { user, passkeys }) => (passkeys.length > 0 ? user.passkeyHandle : null),
  passkeys: (_context, { passkeys }) =>
    passkeys.map(({ credentialId, rpId, publicKey, counter, kind, storage, transports, aaguid, name }) => ({
      ...{ credential_id: credentialId, rp_id: rpId, public_key: publicKey, counter },
      ...{ kind, storage, transports, aaguid, name },
    })),
};

/** What --secrets adds. */
const secretColumns: Columns = {
  password_hash: (_context, { user }) => user.passwordHash,
  totp_secret: (context, { user, authenticators }) => {
    const secrets = authenticators.map((authenticator) => {
      const secret = openSecret(context, authenticator);
      if (!secret) throw new Error(words.export.unreadable(user));
      return base32(secret);
    });
    // As import reads them: with commas between several.
    return secrets.length > 0 ? secrets.join(',') : null;
  },
};

/** What --secrets adds in JSON: the names of the apps, in the order of their secrets. */
const secretListColumns: Columns = {
  totp_names: (_context, { authenticators }) => authenticators.map(({ name }) => name),
};

/** How a file of each kind begins, separates its people and ends. */
const kinds = {
  csv: { begin: (columns: readonly string[]) => csv([columns]), between: '', end: '' },
  json: { begin: () => '[\n', between: ',\n', end: '\n]\n' },
  jsonl: { begin: () => '', between: '\n', end: '\n' },
};

/** export --to FILE [--secrets]: everyone, in the shape that import reads, by the file's ending. Replaces no file. */
export const exportFile: CommandHandler = async ({ terminal, options, db, context, answer }) => {
  const { to, secrets } = options;
  const [, ending] = /\.(csv|json|jsonl|ndjson)$/i.exec(to ?? '') ?? [];
  if (!to || !ending) throw new UsageError(words.export.noTarget);
  const kind = ending.toLowerCase() === 'ndjson' ? 'jsonl' : (ending.toLowerCase() as keyof typeof kinds);
  if (secrets && !(await confirm(terminal, options, words.export.secretsQuestion))) return 2;
  const isJson = kind !== 'csv';
  const columns: Columns = {
    ...plainColumns,
    ...(secrets && secretColumns),
    ...(isJson && secrets && secretListColumns),
    ...(isJson && listColumns),
  };
  const shape = kinds[kind];
  const progress = startProgress(terminal, { label: words.export.writing, total: await countUsers(db) });
  let people = 0;
  const fill = async (write: (text: string) => void) => {
    write(shape.begin(Object.keys(columns)));
    for (let afterId = ''; ; ) {
      const batch = await listForExport(db, afterId, BATCH);
      let text = '';
      for (const exported of batch) {
        const row = Object.entries(columns).map(([name, read]) => [name, read(context, exported)] as const);
        const written =
          kind === 'csv' ? csv([row.map(([, cell]) => String(cell ?? ''))]) : JSON.stringify(Object.fromEntries(row));
        text += people === 0 ? written : shape.between + written;
        people += 1;
      }
      write(text);
      progress.at(people);
      await hearSignals();
      const last = batch.at(-1);
      if (!last) break;
      afterId = last.user.id;
    }
    write(people === 0 && kind === 'jsonl' ? '' : shape.end);
  };
  await writeNewFile(to, fill).finally(progress.end);
  answer({ file: to, people }, () => [words.export.done({ count: people, file: to })]);
  return 0;
};
