import { existsSync, readFileSync } from 'node:fs';
import { run } from '../../server/child.mjs';

/** Whether packages can be installed here: Debian itself (Ubuntu's chromium is a snap), as root. */
export function mayInstallPackages() {
  return (
    process.getuid?.() === 0 &&
    existsSync('/etc/os-release') &&
    /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
  );
}

/**
 * Installs one of Debian's packages and its dependencies.
 *
 * @param {string} name
 */
export async function installPackage(name) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update'], { env });
  return update.code === 0 ? run('apt-get', ['install', '-y', '--no-install-recommends', name], { env }) : update;
}
