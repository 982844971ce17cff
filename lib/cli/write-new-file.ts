import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { commandKeep } from '../words/en/command-keep.ts';
import { orForget } from './interruption.ts';

const words = commandKeep.newFile;

/**
 * Writes a new file that only its owner can read. `fill` writes to a draft beside it, under a name that an attacker
 * can't predict (attack A-55); the file is complete or absent, also where the disk is full or a signal stops this.
 */
export async function writeNewFile(
  path: string,
  fill: (write: (text: string) => void) => Promise<void>,
): Promise<void> {
  const folder = dirname(path);
  if (!existsSync(folder)) throw new Error(words.noFolder({ folder }));
  refuseToReplace(path);
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  const forget = () => rmSync(draft, { force: true });
  await orForget(forget, words.stopped, async () => {
    try {
      const file = openSync(draft, 'wx', 0o600);
      try {
        await fill((text) => writeAll(file, text));
        // Some file systems find out late that they are full.
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      moveWithoutReplacing(draft, path);
    } catch (error) {
      throw inWords(error, folder);
    } finally {
      forget();
    }
  });
}

/** The system may take a part of it. */
function writeAll(file: number, text: string): void {
  let rest: Uint8Array = Buffer.from(text);
  while (rest.length > 0) rest = rest.subarray(writeSync(file, rest));
}

function inWords(error: unknown, folder: string): unknown {
  const { code = '' } = error as { code?: string };
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return new Error(words.full({ folder }));
  return ['EACCES', 'EPERM', 'EROFS'].includes(code) ? new Error(words.notWritable({ folder })) : error;
}

function refuseToReplace(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return;
  throw new Error(found.isFile() ? words.exists({ path }) : words.notAFile({ path }));
}

/** A link fails where a file has appeared at `path` in the meantime; a move would replace it. */
function moveWithoutReplacing(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    refuseToReplace(path);
    // Not every file system knows links.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes((error as { code?: string }).code ?? '')) throw error;
    renameSync(draft, path);
  }
}
