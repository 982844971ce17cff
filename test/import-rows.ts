import { checkImport, type Imported, importUsers, usersIn } from '../lib/flows/admin/import-users.ts';
import type { Context } from '../lib/flows/context.ts';
import type { FileRow } from '../lib/rules/account/import/file-row.ts';

const rules = {
  trustsAddresses: false,
  withoutPasswords: false,
  mayLackName: false,
  rpId: 'localhost',
  isUsableKey: () => true,
};

/** Imports rows as the command does: all of them or, with a fault, none. Returns the faults, and what was done. */
export async function importRows(
  context: Context,
  rows: readonly FileRow[],
): Promise<{ faults: string[]; imported: Imported | null }> {
  const { people, faults } = checkImport(rows, rules);
  if (faults.length > 0) return { faults: faults.flatMap((fault) => fault.faults), imported: null };
  const job = { by: 'command:root', file: 'people.csv', of: people };
  return { faults: [], imported: await importUsers(context, () => usersIn(rows, rules), job) };
}
