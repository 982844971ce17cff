import { plurals } from '../plural.ts';

const p = plurals('en');
type Count = { count: number };

/** What `npm run admin` says about backups, keys, and people that come and go in files. */
export const commandKeep = {
  isPostgres: {
    backup: 'This is PostgreSQL: use pg_dump --format=custom, which is consistent while the server runs.',
    restore: 'This is PostgreSQL: use pg_restore.',
  },
  backup: {
    copying: 'Copying',
    stopped: 'Stopped. No backup was made.',
    done: ({ file, bytes }: { file: string; bytes: number }) => `Backed up to ${file} (${bytes} bytes, checked).`,
    removed: ({ count }: Count) =>
      p(count, { one: 'Deleted 1 older backup.', other: `Deleted ${count} older backups.` }),
    keysMissing:
      'It doesn’t contain ENCRYPTION_KEYS, and no authenticator app works without them. Keep them somewhere else.',
  },
  restore: {
    question: ({ file, database }: { file: string; database: string }) => `This will replace ${database} with ${file}.`,
    foreignKey: ({ says, fix }: { says: string; fix: string }) => `in ENCRYPTION_KEYS ${says}. ${fix}`,
    missingKey: ({ count, keyId }: Count & { keyId: string }) =>
      p(count, {
        one: `1 authenticator is encrypted with ${keyId}. Add it to ENCRYPTION_KEYS, or the server won’t start.`,
        other: `${count} authenticators are encrypted with ${keyId}. Add it to ENCRYPTION_KEYS, or the server won’t start.`,
      }),
    done: ({ file }: { file: string }) => `Restored ${file}.`,
    kept: ({ kept }: { kept: string }) => `The previous database is now ${kept}.`,
    revived:
      'Sessions that have ended and one-time passwords that were used since that backup work again. If that matters, sign people out.',
  },
  move: {
    moving: 'Moving',
    stopped: 'Stopped. Nothing was moved.',
    noTarget: 'Set MOVE_TO=postgres://USER:PASSWORD@HOST/DATABASE: the new DATABASE_URL.',
    badTarget: 'MOVE_TO must be like postgres://USER:PASSWORD@HOST/DATABASE.',
    isPostgres: 'DATABASE_URL must be the SQLite file to move, but it’s PostgreSQL already.',
    noSource: ({ url }: { url: string }) => `There is no database at ${url}.`,
    outcomes: {
      moved:
        'Moved, and checked: both databases hold the same data. Set DATABASE_URL to the new one before you start again.',
      there: 'The target already holds all of it, and nothing else. Nothing was changed.',
      foreign: 'The target holds other data. Choose an empty database for MOVE_TO. Nothing was changed.',
    },
  },
  keys: {
    allFirst: ({ keyId }: { keyId: string }) =>
      `Every secret is encrypted with ${keyId}. Other keys are no longer needed.`,
    otherBytes: ({ count, keyId }: Count & { keyId: string }) =>
      `${count} encrypted with another key called ${keyId}: put the right one back`,
    old: ({ count, keyId }: Count & { keyId: string }) => `${count} encrypted with ${keyId}: run keys rotate`,
    unknown: ({ count, keyId }: Count & { keyId: string }) =>
      `${count} encrypted with ${keyId}, which isn’t in ENCRYPTION_KEYS`,
    firstTheRightOne: ({ keyId }: { keyId: string }) => `First put back the right ${keyId}: another key has its name.`,
    noneMissing: 'No key is missing.',
    nameThem: ({ keyIds }: { keyIds: string }) => `Name the keys that are missing: keys forget ${keyIds}`,
    forgetQuestion: ({ count }: Count) =>
      p(count, {
        one: 'The authenticator app of 1 person won’t work any more, unless the key is found.',
        other: `The authenticator apps of ${count} people won’t work any more, unless the key is found.`,
      }),
    forgotten: ({ keyIds, count }: Count & { keyIds: string }) =>
      p(count, {
        one: `The server can start without ${keyIds}. 1 person can sign in with a one-time password, or needs user reset-2fa.`,
        other: `The server can start without ${keyIds}. ${count} people can sign in with a one-time password, or need user reset-2fa.`,
      }),
    rotating: 'Re-encrypting',
    stopped: ({ count, of }: Count & { of: number }) =>
      `Stopped after ${count} of ${of} secrets. Run keys rotate again to continue.`,
    rotated: ({ count, keyId }: Count & { keyId: string }) =>
      p(count, {
        one: `Re-encrypted 1 secret with ${keyId}.`,
        other: `Re-encrypted ${count} secrets with ${keyId}.`,
      }),
    unreadable: ({ count }: Count) =>
      p(count, {
        one: 'No configured key decrypts 1 secret; keys status says more.',
        other: `No configured key decrypts ${count} secrets; keys status says more.`,
      }),
    generated: 'Put it first in ENCRYPTION_KEYS, followed by a comma. Restart every instance, then run keys rotate.',
  },
  import: {
    reading: 'Reading',
    importing: 'Importing',
    sendingLinks: 'Writing emails',
    stopKeepsNothing: 'Ctrl+C stops the import, and then nothing is imported.',
    unreadable: ({ file, fault }: { file: string; fault: string }) => `${file}: ${fault} Nothing was imported.`,
    nobody: 'There are no people in it.',
    noFile: ({ file }: { file: string }) => `There is no file ${file}.`,
    isFolder: ({ file }: { file: string }) => `${file} is a folder, not a file of people.`,
    notAFile: ({ file }: { file: string }) =>
      `${file} is a pipe or a device. The import reads everything twice: write it to a file first.`,
    changed: ({ file }: { file: string }) => `${file} changed while it was being read. Nothing was imported.`,
    notUtf8: 'It is not UTF-8 text. Save it as UTF-8 (in a spreadsheet: “CSV UTF-8”) and import it again.',
    fault: ({ file, line, faults }: { file?: string | undefined; line: number; faults: readonly string[] }) =>
      file ? `${file}, line ${line}: ${faults.join('; ')}` : `line ${line}: ${faults.join('; ')}`,
    moreFaults: ({ count }: Count) => p(count, { one: '… and 1 more.', other: `… and ${count} more.` }),
    broken: ({ count, of }: Count & { of: number }) =>
      p(count, {
        one: `1 of ${of} rows has errors. Nothing was imported.`,
        other: `${count} of ${of} rows have errors. Nothing was imported.`,
      }),
    done: ({ made, skipped }: { made: number; skipped: number }) =>
      p(skipped, {
        one: `Imported ${made}. Skipped 1 existing account.`,
        other: `Imported ${made}. Skipped ${skipped} existing accounts.`,
      }),
    wouldBeDone: ({ made, skipped }: { made: number; skipped: number }) =>
      p(skipped, {
        one: `Would import ${made} and skip 1 existing account. Nothing was changed.`,
        other: `Would import ${made} and skip ${skipped} existing accounts. Nothing was changed.`,
      }),
    reserved: ({ count }: Count) =>
      p(count, {
        one: 'Skipped 1 address that belonged to another account until recently.',
        other: `Skipped ${count} addresses that belonged to other accounts until recently.`,
      }),
    links: ({ count }: Count) =>
      p(count, {
        one: '1 person will get a link to choose a password.',
        other: `${count} people will get a link to choose a password.`,
      }),
    linksStopped: 'Stopped before everyone got a link. Run it again with --send-links to continue.',
    unproved: ({ count }: Count) =>
      p(count, {
        one: '1 address was never confirmed there, so its password wasn’t taken. To take it, add --trust-addresses.',
        other: `${count} addresses were never confirmed there, so their passwords weren’t taken. To take them, add --trust-addresses.`,
      }),
    withoutPassword: ({ count }: Count) =>
      p(count, {
        one: '1 row has no password: “Forgot your password?” lets this person choose one, and --send-links emails a link.',
        other: `${count} rows have no password: “Forgot your password?” lets these people choose one, and --send-links emails each a link.`,
      }),
    withoutSecret: ({ count }: Count) =>
      p(count, {
        one: '1 row has a second factor that can’t be imported: this person will sign in without a code.',
        other: `${count} rows have a second factor that can’t be imported: these people will sign in without a code.`,
      }),
    withoutEmail: ({ count }: Count) =>
      p(count, {
        one: 'Left out 1 user without an email address.',
        other: `Left out ${count} users without an email address.`,
      }),
    programs: ({ count }: Count) =>
      p(count, {
        one: 'Left out 1 service account.',
        other: `Left out ${count} service accounts.`,
      }),
    ignored: ({ columns }: { columns: string }) => `Ignored columns: ${columns}.`,
  },
  export: {
    writing: 'Exporting',
    noTarget: 'Name a new file that ends with .csv, .json or .jsonl: export --to people.csv',
    secretsQuestion: 'The file will hold password hashes and authenticator secrets, unencrypted.',
    unreadable: ({ email }: { email: string }) =>
      `No key decrypts the authenticator of ${email} (keys status says more). Nothing was written.`,
    done: ({ count, file }: Count & { file: string }) =>
      p(count, {
        one: `Wrote 1 person to ${file}. Only you can read it.`,
        other: `Wrote ${count} people to ${file}. Only you can read it.`,
      }),
  },
  newFile: {
    noFolder: ({ folder }: { folder: string }) => `There is no folder ${folder}. Nothing was written.`,
    exists: ({ path }: { path: string }) => `${path} already exists. Choose another name: an export replaces nothing.`,
    notAFile: ({ path }: { path: string }) => `${path} isn’t a file. An export is always written to a new file.`,
    notWritable: ({ folder }: { folder: string }) => `Nothing can be written to ${folder}: it’s read-only for you.`,
    full: ({ folder }: { folder: string }) => `The disk that holds ${folder} is full. Nothing was written.`,
    stopped: 'Stopped. Nothing was written.',
  },
  audit: {
    cut: ({ count }: Count) => `These are the newest ${count}; there are more. Add --most N, or --from DAY --to DAY.`,
    reversedDays: '--from is later than --to. Swap them.',
    oneFormat: 'Choose one of --json, --jsonl and --csv.',
  },
};
