import { readdirSync, readFileSync } from 'node:fs';
import { run } from '../server/child.mjs';
import { step, stop } from './say.mjs';

const LOCK = 'package-lock.json';
// npm writes it as the last act of an installation, so an interrupted one leaves none.
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
  if (code !== 0) stop(installFault(output), output);
}

/** Whether everything of `wanted` is among `installed`, at the same version. Packages of other platforms may be missing. */
export function isComplete(wanted, installed, forTests) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.optional || entry.devOptional || (entry.dev && !forTests)) return true;
    return installed[path]?.version === entry.version;
  });
}

/** What to do about a failed installation, in a sentence. */
export function installFault(output) {
  if (/gyp ERR|not found: make|Could not find any Python/i.test(output)) {
    return 'better-sqlite3 has no ready-made part for this machine and could not be compiled: install a C++ toolchain (Debian, Ubuntu: apt-get install build-essential python3; macOS: xcode-select --install) and run this again.';
  }
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ENETUNREACH/.test(output)) {
    return 'The package registry could not be reached: check the network (and the proxy, if there is one) and run this again.';
  }
  if (/ENOSPC/.test(output)) return 'The disk is full: the packages need about 700 MB.';
  return 'The packages could not be installed; what npm said stands above.';
}

/** A Node of another major version cannot load what was compiled for the last one. */
async function nativePartsLoad() {
  const { code } = await run(process.execPath, [
    '-e',
    "new (require('better-sqlite3'))(':memory:'); require('argon2')",
  ]);
  return code === 0;
}

/** The same npm that runs us, by its script: `npm` itself is a .cmd file on Windows, which cannot be spawned. */
function npm(args) {
  const script = process.env.npm_execpath;
  return script?.endsWith('npm-cli.js') ? run(process.execPath, [script, ...args]) : run('npm', args);
}

/** Packages of other platforms are in the lock file too, but are not waited for. */
function progress() {
  const paths = Object.entries(readLock(LOCK)).filter(
    ([path, entry]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) && !entry.optional,
  );
  const present = countFolders();
  return present < paths.length
    ? `${present} of ${paths.length} packages`
    : 'all packages are here, now compiling the database engine';
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

function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return {};
  }
}
