import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, linkSync, lstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { commandKeep } from '../words/en/command-keep.ts';

const words = commandKeep.newFile;

/**
 * Writes a new file that only its owner can read. `fill` writes to a draft beside it, under a name that an attacker
 * can't predict (attack A-55); the file is complete or absent, also where a signal stops this.
 */
export async function writeNewFile(
  path: string,
  fill: (write: (text: string) => void) => Promise<void>,
): Promise<void> {
  if (!existsSync(dirname(path))) throw new Error(words.noFolder({ folder: dirname(path) }));
  refuseToReplace(path);
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  const forget = () => rmSync(draft, { force: true });
  const stop = () => {
    forget();
    process.exit(1);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, stop);
  try {
    const file = openSync(draft, 'wx', 0o600);
    try {
      await fill((text) => void writeSync(file, text));
    } finally {
      closeSync(file);
    }
    moveWithoutReplacing(draft, path);
  } finally {
    forget();
    for (const signal of signals) process.off(signal, stop);
  }
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
