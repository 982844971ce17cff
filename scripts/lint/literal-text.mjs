// Finds sentences that are written outside lib/words. With paths it lists those of some files: `node
// scripts/lint/literal-text.mjs app/signup`. Without, it is a check of all.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say, stop } from '../say.mjs';
import { findTexts } from './find-texts.mjs';
import { toOperators } from './literal-text-rooms.mjs';

const wanted = process.argv.slice(2);
/** @param {string} path @param {readonly string[]} rooms */
const isIn = (path, rooms) => rooms.some((room) => path === room || path.startsWith(`${room}/`));
const files = ['app', 'lib', 'proxy.vercel.ts'].flatMap(sources).filter((path) => !isIn(path, toOperators));
const looked = wanted.length > 0 ? files.filter((path) => isIn(path, wanted)) : files;
if (looked.length === 0) stop('No file was looked at: the check is blind.');

const found = textsOf(looked);
for (const { path, line, text } of found) say(`${path}:${line}  ${text}`);
if (wanted.length > 0) say(`${found.length} texts in ${looked.length} files.`);
else if (found.length > 0) stop(`${found.length} texts stand outside lib/words, in ${looked.length} files.`);
else say(`No text stands outside lib/words in ${looked.length} files.`);

/** @param {readonly string[]} paths */
function textsOf(paths) {
  return paths.flatMap((path) => findTexts(path, readFileSync(path, 'utf8')));
}

/**
 * The product's files at or below a path.
 *
 * @param {string} root
 */
function sources(root) {
  const paths = root.endsWith('.ts')
    ? [root]
    : readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
  return paths
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !path.startsWith('lib/words/'))
    .sort();
}
