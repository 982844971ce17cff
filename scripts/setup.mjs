// npm run setup: installs what the tests need beside Node's packages: Chromium, PostgreSQL, nginx, Caddy, and two clients of
// OpenID Connect. As root on Debian it installs system packages, which nothing else does; npm test announces it first.
import { fileURLToPath } from 'node:url';
import { say, step, stop } from './say.mjs';
import { findApache } from './system/apache.mjs';
import { findAuthlib } from './system/authlib.mjs';
import { findChromium, installChromium } from './system/chromium.mjs';
import { installPackage, mayInstallPackages } from './system/debian.mjs';
import { findProgram } from './system/find-program.mjs';
import { findNginx } from './system/nginx.mjs';
import { findPostgres } from './system/postgres.mjs';

/**
 * What the tests use that npm can't install: whether it's there, how to get it, what happens without it.
 *
 * @typedef {{
 *   name: string;
 *   find: () => unknown;
 *   install: (note: (text: string) => void) => Promise<RunResult>;
 *   without: string;
 * }} Tool
 * @typedef {import('../server/child.mjs').RunResult} RunResult
 *
 * @type {Tool[]}
 */
const TOOLS = [
  {
    name: 'Chromium',
    find: findChromium,
    install: installChromium,
    without: 'the end-to-end tests cannot run',
  },
  {
    name: 'PostgreSQL',
    find: findPostgres,
    install: () => installDebian('postgresql'),
    without: 'the contract is not tested on PostgreSQL',
  },
  {
    name: 'nginx',
    find: findNginx,
    install: () => installDebian('nginx-light'),
    without: 'several instances are not tested',
  },
  {
    name: 'Caddy',
    find: () => findProgram('caddy'),
    install: () => installDebian('caddy'),
    without: 'apps behind Caddy are not tested',
  },
  {
    name: 'mod_auth_openidc',
    find: findApache,
    // Without Debian's service: that is another package.
    install: () => installDebian('libapache2-mod-auth-openidc'),
    without: 'Apache is not tested as an app that people sign in to',
  },
  {
    name: 'Authlib',
    find: findAuthlib,
    install: () => installDebian('python3-authlib'),
    without: 'an app in Python is not tested',
  },
];

/**
 * Returns the tools among `names` that this machine lacks.
 *
 * @param {string[]} [names]
 */
async function missingTools(names = TOOLS.map((tool) => tool.name)) {
  const tools = TOOLS.filter((tool) => names.includes(tool.name));
  const found = await Promise.all(tools.map((tool) => tool.find()));
  return tools.filter((_, index) => !found[index]);
}

/**
 * Makes sure that the tests find the tools among `names`: announces and runs `npm run setup` for what is missing, unless
 * `isAllowed` is false (`npm test -- --no-setup`). Tests whose tool is missing say so, and fail where CI is set.
 *
 * @param {string[]} names
 * @param {{ isAllowed?: boolean }} [options]
 */
export async function ensureTools(names, { isAllowed = true } = {}) {
  const missing = await missingTools(names);
  for (const tool of missing) say(`${tool.name} is missing: ${tool.without}.`);
  if (missing.length === 0 || !isAllowed) return;
  say('Running npm run setup, which installs it for the whole machine; npm test -- --no-setup leaves that out.');
  await install(missing);
}

/**
 * Installs `tools` one after the other. Says which failed, and what follows from that.
 *
 * @param {Tool[]} tools
 */
async function install(tools) {
  for (const tool of tools) {
    const { code, output } = await step(`Getting ${tool.name}`, 'a minute or two, once', tool.install);
    if (code !== 0) say(`${output.trim().split('\n').slice(-5).join('\n')}\nWithout ${tool.name}, ${tool.without}.`);
  }
}

/** @param {string} name */
async function installDebian(name) {
  if (mayInstallPackages()) return installPackage(name);
  return { code: 1, output: `Only root on Debian can install ${name} here: install it yourself.` };
}

async function main() {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  const { ensureInstalled } = await import('./install.mjs');
  await ensureInstalled({ forTests: true });
  const missing = await missingTools();
  await install(missing);
  const still = await missingTools();
  if (still.length > 0) stop(`Still missing: ${still.map((tool) => tool.name).join(', ')}.`);
  say(missing.length > 0 ? 'Everything is there now.' : 'Nothing is missing.');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
