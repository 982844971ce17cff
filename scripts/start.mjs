// npm start: from a fresh clone to a running server. npm run dev: the same with Next's development server.
import { fileURLToPath } from 'node:url';
import { nodeFault } from './node-version.mjs';
import { say, stop } from './say.mjs';

const fault = nodeFault();
if (fault) stop(fault);

// Only now, since an old Node could not even read these.
const { portFault } = await import('./port.mjs');
const { gatherSettings } = await import('./settings-file.mjs');
const { ensureInstalled } = await import('./install.mjs');
const { ensureBuilt } = await import('./build.mjs');
const { SERVED_BUILD } = await import('./build-folders.mjs');
const { serve } = await import('./serve.mjs');

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const isDev = process.argv.includes('--dev');

// Whatever can go wrong at once is asked first: nobody waits minutes to read that the port is taken.
const settings = readSettings();
if (settings.fault) stop(settings.fault);
const { host, port, values, isSecretFileUsed } = settings;
const occupied = await portFault(host, port);
if (occupied) stop(occupied);
for (const warning of settings.warnings) say(warning);

await ensureInstalled();
if (!isDev) await ensureBuilt(SERVED_BUILD, values);
await serve({ host, port, settings: values, isSecretFileUsed, isDev });

function readSettings() {
  try {
    return gatherSettings({ root: '.', environment: process.env, mode: isDev ? 'development' : 'production' });
  } catch (error) {
    return {
      fault: `The settings could not be read or kept (${error.message}): make data/ writable, or set AUTH_SECRET and ENCRYPTION_KEYS.`,
    };
  }
}
