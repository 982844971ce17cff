import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian installs it where only root's PATH looks. */
const PLACES = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin'];

/** Returns the path of nginx on this machine; undefined when there is none. */
export function findNginx() {
  const folders = [...(process.env.PATH?.split(delimiter).filter(Boolean) ?? []), ...PLACES];
  return folders.map((folder) => join(folder, 'nginx')).find((path) => existsSync(path));
}
