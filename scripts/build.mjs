import { createHash, hkdfSync } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runNode } from '../server/child.mjs';
import { TESTED_BUILD } from './build-folders.mjs';
import { findUse } from './in-use.mjs';
import { step, stop } from './say.mjs';

const FOLDERS = ['app', 'db', 'lib', 'public'];
// next-env.d.ts is written by Next itself.
const ROOT_FILES = /^(?!next-env)([\w.-]+\.ts|postcss\.config\.mjs|tsconfig\.json|package\.json|package-lock\.json)$/;
const TEST_FILES = /(\.test\.\w+|^(vitest|playwright|drizzle)\.[\w.]+)$/;

/**
 * Builds the app into `folder` (build-folders.mjs) unless it already holds a build of the same sources. Refuses to build
 * under a server that runs from that folder.
 *
 * @param {string} folder
 * @param {import('../server/child.mjs').Environment} [settings]
 */
export async function ensureBuilt(folder, settings = process.env) {
  const stamp = join(folder, 'built-from');
  const environment = { ...settings, ...actionKey(settings) };
  const hash = sourceHash('.', environment);
  if (existsSync(join(folder, 'BUILD_ID')) && readStamp(stamp) === hash) return;
  const user = await findUse(folder);
  if (user)
    stop(
      `A server (process ${user}) runs from this folder, and the app would have to be built again under it: its sources, AUTH_SECRET or NEXT_SERVER_ACTIONS_ENCRYPTION_KEY differ from those of its build, and its forms would stop working. Stop it first, or start this one from a copy of the folder.`,
    );
  // Removed before the build begins: an interrupted one must not look finished.
  rmSync(stamp, { force: true });
  const env = {
    ...environment,
    BUILD_FOLDER: folder,
    ...languagesOf(folder),
    SOURCE_HASH: hash,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  };
  const { code, output } = await step('Building the app', 'about a minute after every change', (note) =>
    runNode('next/dist/bin/next', ['build'], { env, onLine: (line) => note(line.slice(0, 60)) }),
  );
  if (code !== 0) stop('The app could not be built; see the output of Next above.', output);
  writeFileSync(stamp, hash);
}

/**
 * The tests' build speaks two languages more, which show a sentence that is in no catalogue; no other build does.
 *
 * @param {string} folder
 */
function languagesOf(folder) {
  return folder === TESTED_BUILD ? { OFFERED_LANGUAGES: './lib/words/offered-in-tests.ts' } : {};
}

/**
 * Derives the key with which the build works out the number of each form's action. Derived from AUTH_SECRET, it stays
 * the same over builds, so that a page that is open during an upgrade can still send a form that has not changed, and is
 * the same for all hosts that build for themselves and share AUTH_SECRET.
 *
 * @param {import('../server/child.mjs').Environment} settings
 * @returns {{ NEXT_SERVER_ACTIONS_ENCRYPTION_KEY?: string }}
 */
export function actionKey({ NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: given, AUTH_SECRET }) {
  if (given || !AUTH_SECRET) return {};
  const [secret = ''] = AUTH_SECRET.split(',');
  const key = Buffer.from(hkdfSync('sha256', secret.trim(), '', 'accounts: numbers of server actions', 32));
  return { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key.toString('base64') };
}

/**
 * Returns a hash of everything that the build reads. Test files are left out.
 *
 * @param {string} root
 * @param {import('../server/child.mjs').Environment} environment
 */
export function sourceHash(root, environment) {
  const hash = createHash('sha256');
  for (const path of sources(root).sort())
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  // The only setting that Next reads at build time: several machines have to share it.
  hash.update(environment.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? '');
  return hash.digest('hex');
}

/** @param {string} root */
function sources(root) {
  const below = FOLDERS.filter((folder) => existsSync(join(root, folder))).flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  );
  return [...below, ...readdirSync(root).filter((name) => ROOT_FILES.test(name))].filter(
    (path) => !TEST_FILES.test(path),
  );
}

/** @param {string} path */
function readStamp(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
