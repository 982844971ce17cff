import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian installs servers where only root's PATH looks. */
const PLACES = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin'];

/**
 * Returns the path of a program on this machine; undefined when there is none.
 *
 * @param {string} name
 */
export function findProgram(name) {
  const folders = [...(process.env.PATH?.split(delimiter).filter(Boolean) ?? []), ...PLACES];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
