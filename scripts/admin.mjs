// npm run admin -- …: the admin command, with the same settings as npm start. Runs the bundle that npm start made, or
// where there is none or the sources have changed, TypeScript through tsx.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findFreshBundle } from './admin-bundle.mjs';
import { SERVED_BUILD } from './build-folders.mjs';
import { stop } from './say.mjs';
import { gatherSettings } from './settings-file.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
// These only look or say, and make nothing.
const makesNothing = ['doctor', 'help', '--help', 'version', '--version', 'completion', undefined];
const makesSecrets = !makesNothing.includes(process.argv[2]);
const settings = gatherSettings({ root: '.', environment: process.env, makesSecrets });
if ('problem' in settings) stop(settings.problem);
const { values, warnings, isUrlAssumed } = settings;
for (const warning of warnings) process.stderr.write(`${warning}\n`);
// In this process: a second one would cost more than most commands do.
for (const [name, value] of Object.entries(values)) if (value !== undefined) process.env[name] = value;
// An assumed URL yields to the one that the server has stored (lib/cli/server-origin.ts).
if (isUrlAssumed) process.env.AUTH_URL_IS_ASSUMED = 'yes';
const bundle = findFreshBundle(SERVED_BUILD);
if (bundle) await import(pathToFileURL(bundle).href);
else {
  const { ensureInstalled } = await import('./install.mjs');
  await ensureInstalled();
  const { register } = await import('tsx/esm/api');
  register();
  await import('../lib/cli/entry.ts');
}
