import { existsSync } from 'node:fs';
import { runNode } from '../../server/child.mjs';
import { installPackage, mayInstallPackages } from './debian.mjs';

// The shell without a window first: the same engine, a third faster, and what Playwright's own browser is.
const PLACES = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'];

/**
 * Finds a Chromium for the end-to-end tests. Returns its path, which is undefined for Playwright's own since Playwright
 * finds that by itself; null when there is none.
 */
export async function findChromium() {
  const wished = process.env.CHROMIUM_PATH;
  if (wished) return existsSync(wished) ? { path: wished } : null;
  const { chromium } = await import('@playwright/test');
  if (existsSync(chromium.executablePath())) return { path: undefined };
  const path = PLACES.find((place) => existsSync(place));
  return path ? { path } : null;
}

/**
 * Installs one: Debian's package, which works (security updates brought the shell to Debian 12), else the one that
 * Playwright downloads. Ubuntu's package of that name is a snap, which doesn't work in a container.
 *
 * @param {(text: string) => void} note
 */
export async function installChromium(note) {
  if (mayInstallPackages()) {
    note('apt-get');
    for (const name of ['chromium-headless-shell', 'chromium']) {
      const apt = await installPackage(name);
      // Of the widths of Arial, which app/_ui/font.css counts on.
      if (apt.code === 0) return installPackage('fonts-liberation');
    }
  }
  note('playwright install');
  // Without --with-deps: that would upgrade packages of the whole machine, which no test run should.
  return runNode('@playwright/test/cli.js', ['install', 'chromium']);
}
