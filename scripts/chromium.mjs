import { existsSync } from 'node:fs';
import { runNode } from './child.mjs';
import { installPackage, mayInstallPackages } from './debian.mjs';
import { step, stop } from './say.mjs';

// The shell without a window first: the same engine, a third quicker, and what Playwright's own browser is.
const PLACES = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'];

/**
 * Finds a Chromium for the end-to-end tests, or gets one. Answers its path, or undefined when it is Playwright's own,
 * which Playwright finds by itself.
 */
export async function ensureChromium() {
  const wished = process.env.CHROMIUM_PATH;
  if (wished && !existsSync(wished)) stop(`CHROMIUM_PATH=${wished} does not exist: correct it, or leave it unset.`);
  if (wished) return wished;
  const found = await findChromium();
  if (found) return found.path;

  const { code, output } = await step(
    'Getting a Chromium for the end-to-end tests',
    'one or two minutes, once',
    install,
  );
  const gained = await findChromium();
  if (code === 0 && gained) return gained.path;
  return stop('No Chromium could be had: install one, and set CHROMIUM_PATH to its program.', output);
}

async function findChromium() {
  const { chromium } = await import('@playwright/test');
  if (existsSync(chromium.executablePath())) return { path: undefined };
  const path = PLACES.find((place) => existsSync(place));
  return path && { path };
}

/** Debian packages a Chromium that works (security updates brought the shell to Debian 12); Ubuntu's package of that name is a snap, which does not in a container. */
async function install(note) {
  if (mayInstallPackages()) {
    note('apt-get');
    for (const name of ['chromium-headless-shell', 'chromium']) {
      const apt = await installPackage(name);
      if (apt.code === 0) return apt;
    }
  }
  note('playwright install');
  // Without --with-deps: that would upgrade packages of the whole machine, which no test run should.
  return runNode('@playwright/test/cli.js', ['install', 'chromium']);
}
