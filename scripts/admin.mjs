// npm run admin -- …: the admin command, with the same settings as npm start. Written in TypeScript, run through tsx.
import { fileURLToPath } from 'node:url';
import { run } from './child.mjs';
import { ensureInstalled } from './install.mjs';
import { stop } from './say.mjs';
import { gatherSettings } from './settings-file.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
// doctor only looks.
const makesSecrets = process.argv[2] !== 'doctor';
const { values, warnings, fault } = gatherSettings({ root: '.', environment: process.env, makesSecrets });
if (fault) stop(fault);
for (const warning of warnings) process.stderr.write(`${warning}\n`);
await ensureInstalled();
const args = ['--import', 'tsx', 'lib/command/entry.ts', ...process.argv.slice(2)];
const { code } = await run(process.execPath, args, { env: { ...process.env, ...values }, isLoud: true });
process.exit(code);
