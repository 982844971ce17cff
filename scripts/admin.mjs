// npm run admin -- …: the admin command, with the same settings as npm start. Written in TypeScript, run through tsx.
import { fileURLToPath } from 'node:url';
import { run } from '../server/child.mjs';
import { ensureInstalled } from './install.mjs';
import { stop } from './say.mjs';
import { gatherSettings } from './settings-file.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
// doctor only looks.
const makesSecrets = process.argv[2] !== 'doctor';
const { values, warnings, fault, isUrlAssumed } = gatherSettings({
  root: '.',
  environment: process.env,
  makesSecrets,
});
if (fault) stop(fault);
for (const warning of warnings) process.stderr.write(`${warning}\n`);
await ensureInstalled();
const args = ['--import', 'tsx', 'lib/cli/entry.ts', ...process.argv.slice(2)];
const { code } = await run(process.execPath, args, {
  // An address that nobody has set yields to the one that the server has written down (lib/cli/server-origin.ts).
  env: { ...process.env, ...values, ...(isUrlAssumed && { AUTH_URL_IS_ASSUMED: 'yes' }) },
  isLoud: true,
});
process.exit(code);
