// The admin command as one file of JavaScript: starts five times faster than from its TypeScript sources.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const ENTRY = 'lib/cli/entry.ts';
const LOCK = 'package-lock.json';

/**
 * Returns the bundle in the folder of a build, if it was made from the sources as they are now, for this version of
 * Node; else undefined.
 *
 * @param {string} folder
 */
export function findFreshBundle(folder) {
  const { bundle, stamp } = placesIn(folder);
  try {
    const { sources, hash } = JSON.parse(readFileSync(stamp, 'utf8'));
    return hash === hashOf(sources) ? bundle : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Bundles the command into the folder of a build, unless it is there already.
 *
 * @param {string} folder
 */
export async function ensureAdminBundled(folder) {
  if (findFreshBundle(folder)) return;
  const { bundle, stamp } = placesIn(folder);
  // Removed first: while the new one is written, the command runs from its sources.
  rmSync(stamp, { force: true });
  const sources = await bundleAdmin(bundle);
  writeFileSync(stamp, JSON.stringify({ sources, hash: hashOf(sources) }));
}

/**
 * Bundles the command into one file. Returns the files of ours that are in it.
 *
 * @param {string} outfile
 */
export async function bundleAdmin(outfile) {
  // The one that tsx depends on.
  /** @type {{ build: (options: object) => Promise<{ metafile: { inputs: Record<string, object> } }> }} */
  const esbuild = createRequire(import.meta.resolve('tsx'))('esbuild');
  const { metafile } = await esbuild.build({
    entryPoints: [ENTRY],
    outfile,
    bundle: true,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Native modules stay in node_modules.
    external: ['@node-rs/argon2', 'better-sqlite3', 'pg-native'],
    // CommonJS packages call `require`.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
  return Object.keys(metafile.inputs).filter((path) => !path.includes('node_modules/'));
}

/**
 * Returns a hash of the sources and of what they stand on: the lock file names the packages, and compiled ones belong
 * to one version of Node.
 *
 * @param {readonly string[]} sources
 */
function hashOf(sources) {
  const hash = createHash('sha256').update(process.versions.modules);
  for (const path of [LOCK, ...sources]) hash.update(`\0${path}\0`).update(readFileSync(path));
  return hash.digest('hex');
}

/** @param {string} folder */
function placesIn(folder) {
  return { bundle: join(folder, 'admin/admin.mjs'), stamp: join(folder, 'admin/made-from.json') };
}
