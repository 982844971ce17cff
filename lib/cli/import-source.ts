import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readSync, type Stats, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FileRow } from '../rules/account/import/file-row.ts';
import type { ImportFormat } from '../rules/account/import/formats.ts';
import { readImportFile, UnreadableFile } from '../rules/account/import/read-file.ts';
import { commandKeep } from '../words/en/command-keep.ts';

const words = commandKeep.import;

/** What Keycloak calls the files of its users, in the folder that it exports a realm to. */
const KEYCLOAK_FILE = /^(?!.*-federated-users-\d+\.json$).+-(users-\d+|realm)\.json$/;
const PART_BYTES = 64 * 1024;

/** A file of users, or the folder of Keycloak's. It is read more than once, and has to be the same each time. */
export type ImportSource = {
  /** What events about it are filed under. */
  name: string;
  bytes: number;
  /** Columns that weren't imported. */
  ignored: Set<string>;
  /** Reads it from the beginning. `onBytes` gets how much was read. Throws UnreadableFile. */
  rows: (onBytes?: (bytes: number) => void) => Generator<FileRow>;
};

/** Finds the file of an import. Throws where there is none that can be read twice. */
export function openImportSource(path: string, format: ImportFormat | null): ImportSource {
  const found = statOf(path);
  const names =
    found.isDirectory() && format === 'keycloak' ? readdirSync(path).filter(isKeycloakFile).toSorted() : null;
  if (names ? names.length === 0 : found.isDirectory()) throw new Error(words.isFolder({ file: path }));
  // A pipe can be read once, and a device may never end.
  if (!names && !found.isFile()) throw new Error(words.notAFile({ file: path }));
  const files = names ? names.map((name) => join(path, name)) : [path];
  const digests = new Map<string, string>();
  const ignored = new Set<string>();
  return {
    name: basename(path),
    bytes: files.reduce((sum, file) => sum + statOf(file).size, 0),
    ignored,
    *rows(onBytes) {
      let before = 0;
      for (const file of files) {
        const text = textOf(file, digests, (bytes) => onBytes?.(before + bytes));
        for (const row of readImportFile(text, { format, ignored }))
          yield files.length > 1 ? { ...row, file: basename(file) } : row;
        before += statOf(file).size;
      }
    },
  };
}

function isKeycloakFile(name: string): boolean {
  return KEYCLOAK_FILE.test(name);
}

function statOf(file: string): Stats {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new Error(words.noFile({ file }));
  return found;
}

/**
 * Reads a file as UTF-8 in parts, without its byte order mark. Read again, it has to be the same to the byte: else the
 * rows that were checked aren't those that are imported (attack A-59).
 */
function* textOf(file: string, digests: Map<string, string>, onBytes: (bytes: number) => void): Generator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(PART_BYTES);
  const descriptor = openSync(file, 'r');
  let bytes = 0;
  try {
    for (;;) {
      const length = readSync(descriptor, buffer);
      const part = buffer.subarray(0, length);
      hash.update(part);
      bytes += length;
      yield decode(decoder, part, length > 0);
      onBytes(bytes);
      if (length === 0) break;
    }
  } finally {
    closeSync(descriptor);
  }
  const digest = hash.digest('hex');
  if (digest !== (digests.get(file) ?? digest)) throw new Error(words.changed({ file }));
  digests.set(file, digest);
}

/** UTF-16 without a byte order mark shows by its null characters. */
function decode(decoder: TextDecoder, part: Uint8Array, stream: boolean): string {
  let text = '';
  try {
    text = decoder.decode(part, { stream });
  } catch {
    throw new UnreadableFile(words.notUtf8);
  }
  if (text.includes('\0')) throw new UnreadableFile(words.notUtf8);
  return text;
}
