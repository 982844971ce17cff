import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installPackage, mayInstallPackages } from './debian.mjs';
import { say, step } from './say.mjs';

/** Debian keeps it where only root's PATH looks. */
const PLACES = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin'];

/** The nginx of this machine; undefined when there is none. */
export function findNginx() {
  const folders = [...(process.env.PATH?.split(delimiter).filter(Boolean) ?? []), ...PLACES];
  return folders.map((folder) => join(folder, 'nginx')).find((path) => existsSync(path));
}

/**
 * Sees to it that the tests of several instances find an nginx: one that is there, or Debian's package where this is
 * root's machine. Elsewhere the tests say aloud what they leave out, and under CI they fail.
 */
export async function ensureNginx() {
  if (findNginx()) return;
  if (!mayInstallPackages()) {
    say('No nginx is here: install one to run the tests of several instances too.');
    return;
  }
  await step('Getting an nginx for the tests of several instances', 'half a minute, once', async (note) => {
    note('apt-get');
    return installPackage('nginx-light');
  });
}
