import { existsSync, lchownSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Gives what root has just made at `path` to the owner of the folder that it lies in: an administrator's `sudo` must
 * leave nothing behind that the server, which runs as a user of its own, cannot read or write. Does nothing for others.
 * A link is not followed: that user could have put it there for root to give away another file.
 * @param {string} path
 */
export function giveToOwner(path) {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(dirname(path));
  if (uid !== 0) lchownSync(path, uid, gid);
}

/**
 * Makes a folder and what is missing above it, for its owner alone; root gives each to the owner of the one above.
 * @param {string} path
 */
export function makeFolder(path) {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700, recursive: true });
  giveToOwner(path);
}
