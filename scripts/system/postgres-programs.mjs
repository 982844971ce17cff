// Finds the programs of a PostgreSQL server for the tests. Plain JavaScript: `npm test` asks before it installs anything.
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Returns the folder of `initdb` and `postgres` in the newest version; undefined when there is none. */
export function findPostgresPrograms() {
  return places().find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

function places() {
  // Debian leaves them out of the PATH, one folder per version.
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((one, other) => Number(other) - Number(one)) : [];
  const path = process.env.PATH?.split(delimiter).filter(Boolean) ?? [];
  return [...versions.map((version) => join(debian, version, 'bin')), ...path];
}
