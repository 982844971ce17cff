// npm start: from a fresh clone to a running server. npm run dev: the same with Next's development server.
import { fileURLToPath } from 'node:url';
import { nodeProblem } from './node-version.mjs';
import { say, stop } from './say.mjs';

const problem = nodeProblem();
if (problem) stop(problem);

// Imported after the check, since an old Node could not even parse these.
const { portProblem } = await import('./port.mjs');
const { gatherSettings } = await import('./settings-file.mjs');
const { ensureInstalled } = await import('./install.mjs');
const { ensureAdminBundled } = await import('./admin-bundle.mjs');
const { ensureBuilt } = await import('./build.mjs');
const { SERVED_BUILD } = await import('./build-folders.mjs');
const { serve } = await import('./serve.mjs');

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const isDev = process.argv.includes('--dev');

// Checked before anything that takes minutes: a wrong setting, a taken port.
const settings = readSettings();
if ('problem' in settings) stop(settings.problem);
const { host, port, values, isSecretFileUsed } = settings;
const occupied = await portProblem(host, port);
if (occupied) stop(occupied);
for (const warning of settings.warnings) say(warning);

await ensureInstalled();
if (!isDev) {
  await ensureBuilt(SERVED_BUILD, values);
  await ensureAdminBundled(SERVED_BUILD);
}
await serve({ host, port, settings: values, isSecretFileUsed, isDev });

function readSettings() {
  try {
    return gatherSettings({ root: '.', environment: process.env, mode: isDev ? 'development' : 'production' });
  } catch (error) {
    return {
      problem: `The settings could not be read or stored (${error instanceof Error ? error.message : String(error)}): make data/ writable, or set AUTH_SECRET and ENCRYPTION_KEYS.`,
    };
  }
}
