// npm run pictures: takes the pictures of README and the guides (docs/pictures) from the running product.
// npm run pictures -- screens: takes every screen into test-results/screens, for review.
// npm run pictures -- mails: writes every mail into test-results/mails, as HTML, text and pictures, for review.
import { fileURLToPath } from 'node:url';
import { runNode } from '../server/child.mjs';
import { ensureBuilt } from './build.mjs';
import { TESTED_BUILD } from './build-folders.mjs';
import { ensureInstalled } from './install.mjs';
import { stop } from './say.mjs';
import { ensureTools } from './setup.mjs';
import { findChromium } from './system/chromium.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
await ensureInstalled({ forTests: true });
await ensureTools(['Chromium']);
const chromium = await findChromium();
if (!chromium) stop('There is no Chromium: run npm run setup, or set CHROMIUM_PATH to its program.');
// Mails are composed without the app.
if (process.argv[2] !== 'mails') await ensureBuilt(TESTED_BUILD);
const env = { ...process.env, ...(chromium.path ? { CHROMIUM_PATH: chromium.path } : {}), PICTURES: '1' };
const { code } = await runNode(
  '@playwright/test/cli.js',
  ['test', ...(process.argv.length > 2 ? process.argv.slice(2) : ['guide'])],
  { env, isLoud: true },
);
process.exit(code);
