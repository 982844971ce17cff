// npm run admin -- …: the admin command (TypeScript, run through tsx), with the same settings as npm start.
import { fileURLToPath } from 'node:url';
import { run } from '../server/child.mjs';
import { ensureInstalled } from './install.mjs';
import { stop } from './say.mjs';
import { gatherSettings } from './settings-file.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
// doctor only looks, and makes nothing.
const makesSecrets = process.argv[2] !== 'doctor';
const settings = gatherSettings({
  root: '.',
  environment: process.env,
  makesSecrets,
});
if ('problem' in settings) stop(settings.problem);
const { values, warnings, isUrlAssumed } = settings;
for (const warning of warnings) process.stderr.write(`${warning}\n`);
await ensureInstalled();
const args = ['--import', 'tsx', 'lib/cli/entry.ts', ...process.argv.slice(2)];
const { code } = await run(process.execPath, args, {
  // An assumed URL yields to the one that the server has stored (lib/cli/server-origin.ts).
  env: { ...process.env, ...values, ...(isUrlAssumed && { AUTH_URL_IS_ASSUMED: 'yes' }) },
  isLoud: true,
});
process.exit(code);
