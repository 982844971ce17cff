import { readdirSync, readFileSync } from 'node:fs';
import { run } from '../server/child.mjs';
import { step, stop } from './say.mjs';

/** @typedef {Record<string, { version?: string; optional?: boolean; dev?: boolean; devOptional?: boolean }>} Packages */

const LOCK = 'package-lock.json';
// npm writes it last, so an interrupted installation leaves none.
const INSTALLED = 'node_modules/.package-lock.json';

/** Installs the packages unless node_modules already holds what the lock file asks for. */
export async function ensureInstalled({ forTests = false } = {}) {
  if (isComplete(readLock(LOCK), readLock(INSTALLED), forTests) && (await nativePartsLoad())) return;
  const { code, output } = await step('Installing packages', 'about two minutes the first time', (note) => {
    const counting = setInterval(() => note(progress()), 2000);
    return npm(['ci', '--no-audit', '--no-fund', ...(forTests ? ['--include=dev'] : [])]).finally(() =>
      clearInterval(counting),
    );
  });
  if (code !== 0) stop(installProblem(output), output);
}

/**
 * Whether `installed` has every package of `locked` at the same version. Packages of other platforms may be missing.
 *
 * @param {Packages} locked
 * @param {Packages} installed
 * @param {boolean} forTests
 */
export function isComplete(locked, installed, forTests) {
  return Object.entries(locked).every(([path, entry]) => {
    if (path === '' || entry.optional || entry.devOptional || (entry.dev && !forTests)) return true;
    return installed[path]?.version === entry.version;
  });
}

/**
 * Says in a sentence what to do about a failed installation.
 *
 * @param {string} output of npm
 */
export function installProblem(output) {
  if (/gyp ERR|not found: make|Could not find any Python/i.test(output)) {
    return 'better-sqlite3 has no prebuilt binary for this machine and could not be compiled: install a C++ toolchain (Debian, Ubuntu: apt-get install build-essential python3; macOS: xcode-select --install) and run this again.';
  }
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ENETUNREACH/.test(output)) {
    return 'The package registry could not be reached: check the network (and the proxy, if there is one) and run this again.';
  }
  if (/ENOSPC/.test(output)) return 'The disk is full: the packages need about 700 MB.';
  return 'The packages could not be installed; see the output of npm above.';
}

/** A Node of another major version cannot load what was compiled for the last one. */
async function nativePartsLoad() {
  const { code } = await run(process.execPath, [
    '-e',
    "new (require('better-sqlite3'))(':memory:'); require('@node-rs/argon2')",
  ]);
  return code === 0;
}

/**
 * Runs the npm that runs us, by its script: `npm` itself is a .cmd file on Windows, which cannot be spawned.
 *
 * @param {string[]} args
 */
function npm(args) {
  const script = process.env.npm_execpath;
  return script?.endsWith('npm-cli.js') ? run(process.execPath, [script, ...args]) : run('npm', args);
}

/** Counts the packages of this platform; the lock file names those of others too. */
function progress() {
  const paths = Object.entries(readLock(LOCK)).filter(
    ([path, entry]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) && !entry.optional,
  );
  const present = countFolders();
  return present < paths.length
    ? `${present} of ${paths.length} packages`
    : 'all packages are there, now compiling the database engine';
}

function countFolders() {
  try {
    return readdirSync('node_modules')
      .filter((name) => !name.startsWith('.'))
      .reduce((sum, name) => sum + (name.startsWith('@') ? readdirSync(`node_modules/${name}`).length : 1), 0);
  } catch {
    return 0;
  }
}

/**
 * @param {string} path
 * @returns {Packages}
 */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return {};
  }
}
