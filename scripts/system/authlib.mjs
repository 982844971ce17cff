import { existsSync } from 'node:fs';

/** Debian's Python: its packages are for that one only. */
const PYTHON = '/usr/bin/python3';

/** Returns the Python for which Debian has installed Authlib; undefined when there is none. */
export function findAuthlib() {
  return existsSync(PYTHON) && existsSync('/usr/lib/python3/dist-packages/authlib') ? PYTHON : undefined;
}
