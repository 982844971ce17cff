import { migrateOrFail } from '../../db/migrate-or-fail.ts';
import { openStore } from '../../db/open-store.ts';
import type { Store } from '../../db/store.ts';
import type { Settings } from '../config/settings.ts';
import { checkSealingKeys, describeKeyFault } from '../flows/operations/check-sealing-keys.ts';
import { command as words } from '../words/en/command.ts';
import { makeCommandContext, type Options } from './command-context.ts';
import type { Work } from './declaration.ts';
import { withServerOrigin } from './server-origin.ts';
import type { Terminal } from './terminal.ts';

type Call = { terminal: Terminal; settings: Settings; args: readonly string[]; options: Options };

/** Runs a command with the migrated database open, after the checks that its declaration asks for. */
export async function runWithDatabase(
  work: Extract<Work, { opens: 'database' }>,
  { terminal, settings, args, options }: Call,
): Promise<number> {
  const handler = await work.load();
  const db = await openStore(settings.databaseUrl);
  try {
    await migrateOrFail(db);
    if (!work.readsOnly) await refuseForeignKeys(db, settings);
    const doesMail = work.mails === 'send-links' ? options.sendLinks === true : work.mails === true;
    const known = await withServerOrigin(db, settings, terminal, doesMail);
    if ('refusal' in known) throw new Error(known.refusal);
    return await handler(makeCommandContext(terminal, known.settings, db, args, options));
  } finally {
    await db.close();
  }
}

/** A secret sealed with a key that has only the right name could never be opened beside the others (attack A-53). */
async function refuseForeignKeys(db: Store, { encryptionKeys }: Settings): Promise<void> {
  const foreign = (await checkSealingKeys(db, encryptionKeys)).find(({ fault }) => fault === 'other-bytes');
  if (foreign) throw new Error(words.foreignKey(describeKeyFault(foreign)));
}
