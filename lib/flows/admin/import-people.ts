import { putImported } from '../../../db/people-import.ts';
import { makeRecoverySalt } from '../../crypto/recovery-hash.ts';
import { seal } from '../../crypto/secret-box.ts';
import { makeId } from '../../crypto/token.ts';
import { type ImportRow, readImportRow } from '../../rules/import-row.ts';
import type { Context } from '../context.ts';

export type ImportFault = { row: number; faults: string[] };
export type Imported = { made: number; alreadyThere: number };

/** Reads every row before anything is written: one that is broken, or an address that comes twice, stops them all. */
export function readImport(rows: readonly Readonly<Record<string, unknown>>[]): {
  people: ImportRow[];
  faults: ImportFault[];
} {
  const people: ImportRow[] = [];
  const faults: ImportFault[] = [];
  const firstRow = new Map<string, number>();
  for (const [index, fields] of rows.entries()) {
    const row = index + 1;
    const read = readImportRow(fields);
    const before = 'faults' in read ? undefined : firstRow.get(read.email);
    if ('faults' in read) faults.push({ row, faults: read.faults });
    else if (before) faults.push({ row, faults: [`email stands in row ${before} already`] });
    else {
      firstRow.set(read.email, row);
      people.push(read);
    }
  }
  return { people, faults };
}

/**
 * Makes accounts of people from another system, in one transaction. Addresses that have an account are left as they
 * are, so a second run does no harm. Who brings a TOTP secret has two-factor on at once, without one-time passwords.
 */
export async function importPeople(context: Context, people: readonly ImportRow[]): Promise<Imported> {
  const { now, settings } = context;
  const rows = people.map(({ email, name, passwordHash, totpSecret, isDisabled }) => {
    const userId = makeId();
    const authenticatorId = makeId();
    return {
      user: { id: userId, email, name, passwordHash, createdAt: now, disabledAt: isDisabled ? now : null },
      factor: totpSecret && {
        authenticator: {
          id: authenticatorId,
          userId,
          sealedSecret: seal(totpSecret, { purpose: 'totp', userId, rowId: authenticatorId }, settings.encryptionKeys),
          createdAt: now,
          confirmedAt: now,
        },
        set: { userId, salt: makeRecoverySalt(), edition: 0, createdAt: now },
      },
    };
  });
  const made = await context.db.atomically((tx) => putImported(tx, rows));
  context.log.info({ event: 'people-imported', made, alreadyThere: rows.length - made }, 'security event');
  return { made, alreadyThere: rows.length - made };
}
