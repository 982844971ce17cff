import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where an image keeps the commit that it was built from (scripts/standalone.mjs). */
export const COMMIT_FILE = 'commit.txt';

/**
 * Returns the commit of a folder: the one that was noted when an image was built, or the one that is checked out, also
 * in a worktree. Null where the sources came without their history.
 *
 * @param {string} root
 * @returns {string | null}
 */
export function readCommit(root) {
  const noted = read(join(root, COMMIT_FILE));
  const folder = gitFolder(root);
  const head = read(join(folder, 'HEAD'));
  const commit = noted ?? (head?.startsWith('ref: ') ? readRef(folder, head.slice('ref: '.length)) : head);
  return commit && /^[0-9a-f]{12,}$/.test(commit) ? commit.slice(0, 12) : null;
}

/**
 * Returns where git keeps what is checked out: a worktree has a file that names the place.
 *
 * @param {string} root
 */
function gitFolder(root) {
  const elsewhere = read(join(root, '.git'));
  return elsewhere?.startsWith('gitdir: ') ? resolve(root, elsewhere.slice('gitdir: '.length)) : join(root, '.git');
}

/**
 * Branches are shared by all worktrees; git may have packed them into one file.
 *
 * @param {string} folder
 * @param {string} ref
 */
function readRef(folder, ref) {
  const common = resolve(folder, read(join(folder, 'commondir')) ?? '.');
  const packed = read(join(common, 'packed-refs'))?.split('\n') ?? [];
  return read(join(common, ref)) ?? packed.find((line) => line.endsWith(` ${ref}`))?.split(' ')[0] ?? null;
}

/**
 * Returns what a file holds, without the line end; null where there is none.
 *
 * @param {string} path
 */
function read(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}
