// node scripts/standalone.mjs FOLDER: lays out what a container image holds, from the build in .next (or
// BUILD_FOLDER). The Dockerfile runs it, and so does the test that takes the place of an image (e2e/container.spec.ts).
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMMIT_FILE, readCommit } from '../lib/commit.mjs';
import { bundleAdmin } from './admin-bundle.mjs';
import { SERVED_BUILD } from './build-folders.mjs';
import { say, stop } from './say.mjs';

const [target] = process.argv.slice(2);
if (!target) stop('Name the folder to lay it out in: node scripts/standalone.mjs FOLDER');
const folder = resolve(target);
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const build = process.env.BUILD_FOLDER ?? SERVED_BUILD;
const laidOut = join(build, 'standalone');
if (!existsSync(join(laidOut, 'server.js'))) stop('There is no build: run npx next build first.');
if (existsSync(folder) && readdirSync(folder).length > 0) stop(`${folder} is not empty.`);

mkdirSync(folder, { recursive: true });
// Links as they are: Next's own lead from one place inside to another. data/ and .env belong to the machine that builds
// (keys, mails); Next may have traced them.
const isOurs = (/** @type {string} */ path) => !/^(data|\.env[^/]*)(\/|$)/.test(relative(laidOut, path));
cpSync(laidOut, folder, { recursive: true, verbatimSymlinks: true, filter: isOurs });
cpSync(join(build, 'static'), join(folder, build, 'static'), { recursive: true });
cpSync('public', join(folder, 'public'), { recursive: true });
const isNoTest = (/** @type {string} */ path) => !path.endsWith('.test.mjs');
for (const path of ['server/http-hooks', 'server/cluster.mjs', 'server/child.mjs'])
  cpSync(path, join(folder, path), { recursive: true, filter: isNoTest });
// An image has neither our sources nor a TypeScript compiler.
await bundleAdmin(join(folder, 'admin.mjs'));
// Nor has it our history: a build without one is told its commit.
const commit = process.env.COMMIT || readCommit('.');
if (commit) writeFileSync(join(folder, COMMIT_FILE), `${commit}\n`);
say(
  `${folder} is complete: cd there and run node --import ./server/http-hooks/preload.mjs server/cluster.mjs server.js`,
);
