import { putImported } from '../../../db/queries/user-import.ts';
import { generateRecoverySalt } from '../../crypto/recovery-hash.ts';
import { seal } from '../../crypto/secret-box.ts';
import { generateId } from '../../crypto/token.ts';
import type { FileRow } from '../../rules/account/import-file.ts';
import { type ImportRow, parseImportRow } from '../../rules/account/import-row.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';

export type ImportFault = { line: number; faults: string[] };
export type Imported = { made: number; alreadyThere: number };

/** Parses every row before anything is written: a broken one, or an email that comes twice, stops them all. */
export function parseImport(rows: readonly FileRow[]): { users: ImportRow[]; faults: ImportFault[] } {
  const users: ImportRow[] = [];
  const faults: ImportFault[] = [];
  const firstLine = new Map<string, number>();
  for (const { line, fields, fault } of rows) {
    const read = fault ? { faults: [fault] } : parseImportRow(fields);
    const before = 'faults' in read ? undefined : firstLine.get(read.email);
    if ('faults' in read) faults.push({ line, faults: read.faults });
    else if (before) faults.push({ line, faults: [`email is already in line ${before}`] });
    else {
      firstLine.set(read.email, line);
      users.push(read);
    }
  }
  return { users, faults };
}

/**
 * Makes accounts of users from another system, in one transaction, each with an event by `by`, and one for all that
 * names the file. Emails that have an
 * account are left as they are, so a second run does no harm. A row with a TOTP secret has two-factor on at once,
 * without one-time passwords.
 */
export async function importUsers(
  context: Context,
  users: readonly ImportRow[],
  { by, file }: { by: string; file: string },
): Promise<Imported> {
  const { now, settings, client } = context;
  const rows = users.map(({ email, name, passwordHash, totpSecret, isDisabled }) => {
    const userId = generateId();
    const authenticatorId = generateId();
    return {
      user: {
        id: userId,
        email,
        name,
        passwordHash,
        createdAt: now,
        disabledAt: isDisabled ? now : null,
        twoFactorSince: totpSecret ? now : null,
      },
      factor: totpSecret && {
        authenticator: {
          id: authenticatorId,
          userId,
          sealedSecret: seal(totpSecret, { purpose: 'totp', userId, rowId: authenticatorId }, settings.encryptionKeys),
          createdAt: now,
          confirmedAt: now,
          boundAt: now,
        },
        set: { userId, salt: generateRecoverySalt(), generation: 0, createdAt: now },
      },
    };
  });
  const event = { at: now, browser: client.browser, ipAddress: client.ipAddress, actor: by };
  return context.db.transaction(function* (tx) {
    const made = yield* putImported(tx, rows, { ...event, generateId });
    const alreadyThere = rows.length - made;
    const details = { imported: made, skipped: alreadyThere };
    yield* recordEvent(context, tx, { kind: 'people-imported', subject: file, details, actor: by });
    return { made, alreadyThere };
  });
}
