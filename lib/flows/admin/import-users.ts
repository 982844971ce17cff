import { countExisting, putImported } from '../../../db/queries/user-import.ts';
import { generateRecoverySalt } from '../../crypto/recovery-hash.ts';
import { seal } from '../../crypto/secret-box.ts';
import { generateId } from '../../crypto/token.ts';
import type { FileRow, LeftOut } from '../../rules/account/import/file-row.ts';
import { type ImportRow, parseImportRow, type RowRules } from '../../rules/account/import/row.ts';
import { isReservedAddress } from '../account/steps/reserved-address.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';

/** What is wrong with a row. */
export type ImportFault = { file?: string | undefined; line: number; faults: string[] };

/** What a file holds: counts, and the first of its faults. */
export type ImportCheck = {
  people: number;
  faultCount: number;
  faults: ImportFault[];
  withoutPassword: number;
  lostSecondFactor: number;
  unproved: number;
  leftOut: Record<LeftOut, number>;
};

/** `reserved`: emails that an undo could give back to another account. */
export type Imported = { made: number; alreadyThere: number; reserved: number };

const SHOWN_FAULTS = 50;

/** Parses every row before anything is written: a broken one, or an email that comes twice, stops them all. */
export function checkImport(rows: Iterable<FileRow>, rules: RowRules): ImportCheck {
  const check: ImportCheck = {
    people: 0,
    faultCount: 0,
    faults: [],
    withoutPassword: 0,
    lostSecondFactor: 0,
    unproved: 0,
    leftOut: { program: 0, 'without-email': 0 },
  };
  const firstAt = new Map<string, string>();
  const seen = (key: string) => firstAt.get(key);
  for (const row of rows) {
    const { file, line } = row;
    if (row.leftOut) {
      check.leftOut[row.leftOut] += 1;
      continue;
    }
    const read = row.fault ? { faults: [row.fault] } : parseImportRow(row, rules);
    const faults = 'faults' in read ? read.faults : repeatedIn(read, seen);
    if ('faults' in read || faults.length > 0) {
      check.faultCount += 1;
      if (check.faults.length < SHOWN_FAULTS) check.faults.push({ file, line, faults });
      continue;
    }
    for (const { key } of uniqueIn(read)) firstAt.set(key, file ? `line ${line} of ${file}` : `line ${line}`);
    check.people += 1;
    if (read.passwordHash === null) check.withoutPassword += 1;
    if (read.lostSecondFactor) check.lostSecondFactor += 1;
    if (read.isUnproved) check.unproved += 1;
  }
  return check;
}

/** What no two users of a file may share: a second one would be left out, or lose a passkey. */
function uniqueIn({ email, passkeyHandle, passkeys }: ImportRow): { key: string; what: string }[] {
  return [
    { key: email, what: 'email' },
    ...(passkeyHandle ? [{ key: `handle ${passkeyHandle}`, what: 'passkey_handle' }] : []),
    ...passkeys.map(({ credentialId }) => ({ key: `passkey ${credentialId}`, what: 'credential_id' })),
  ];
}

function repeatedIn(read: ImportRow, seen: (key: string) => string | undefined): string[] {
  const own = uniqueIn(read);
  return own.flatMap(({ key, what }, index) => {
    const before = seen(key) ?? (own.findIndex((other) => other.key === key) < index ? 'this line' : undefined);
    return before ? [`${what} is already in ${before}`] : [];
  });
}

/** Returns the users of rows that were checked. */
export function* usersIn(rows: Iterable<FileRow>, rules: RowRules): Generator<ImportRow> {
  for (const row of rows) {
    const read = row.fault || row.leftOut ? null : parseImportRow(row, rules);
    if (read && !('faults' in read)) yield read;
  }
}

/** Returns how many of these users have an account already. Writes nothing. */
export function findExisting({ db }: Context, users: Iterable<ImportRow>): Promise<number> {
  return countExisting(db, users);
}

type Import = {
  by: string;
  /** What the event of all of them is about. */
  file: string;
  /** How many users there are. */
  of: number;
  onProgress?: (done: number) => void;
};

/**
 * Makes accounts of users from another system, in one transaction, each with an event by `by`, and one for all that
 * names the file. Emails that have an account are left as they are, so a second run does no harm; so are those that an
 * undo could give back to another account (attack A-22). A row with a TOTP secret, or with two-factor on and a passkey
 * for this host name, has two-factor on at once, without one-time passwords. `users` is called again where the database asks for a second try; they are never all in memory.
 */
export async function importUsers(
  context: Context,
  users: () => Iterable<ImportRow>,
  { by, file, of, onProgress }: Import,
): Promise<Imported> {
  const { now, client } = context;
  const event = { at: now, browser: client.browser, ipAddress: client.ipAddress, actor: by };
  return context.db.transaction(function* (tx) {
    const isReserved = (email: string) => isReservedAddress(context, tx, email);
    const put = yield* putImported(tx, rowsOf(context, users()), {
      ...event,
      of,
      generateId,
      isReserved,
      onProgress,
    });
    const details = { imported: put.made, skipped: put.alreadyThere + put.reserved };
    yield* recordEvent(context, tx, { kind: 'people-imported', subject: file, details, actor: by });
    return put;
  });
}

function* rowsOf(context: Context, users: Iterable<ImportRow>) {
  const { now, client } = context;
  for (const { email, name, passwordHash, totpSecrets, totpNames, isTwoFactorOn, isDisabled, ...row } of users) {
    const userId = generateId();
    yield {
      user: {
        id: userId,
        email,
        name,
        passwordHash,
        createdAt: now,
        disabledAt: isDisabled ? now : null,
        twoFactorSince: isTwoFactorOn ? now : null,
        passkeyHandle: row.passkeyHandle,
      },
      passkeys: row.passkeys.map((passkey) => ({
        ...passkey,
        id: generateId(),
        userId,
        // What it may decide follows from its age here, as that of the account.
        createdAt: now,
        lastUsedAt: null,
        browser: client.browser,
        browserKnownSince: null,
      })),
      factor: !isTwoFactorOn
        ? null
        : {
            authenticators: totpSecrets.map((secret, index) => ({
              ...sealedSecret(context, userId, secret),
              name: totpNames[index] ?? null,
              createdAt: now,
              confirmedAt: now,
              boundAt: now,
            })),
            set: { userId, salt: generateRecoverySalt(), generation: 0, createdAt: now },
          },
    };
  }
}

function sealedSecret({ settings }: Context, userId: string, secret: Buffer) {
  const id = generateId();
  return { id, userId, sealedSecret: seal(secret, { purpose: 'totp', userId, rowId: id }, settings.encryptionKeys) };
}
