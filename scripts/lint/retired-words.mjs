// Finds words that docs/writing.md has retired, on the screens and in the docs. With paths it reads those alone.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { say, stop } from '../say.mjs';
import { findRetiredWords } from './find-retired-words.mjs';

const READ = [
  'lib/words/en',
  'docs',
  'README.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  'ARCHITECTURE.md',
  'CHANGELOG.md',
  '.env.example',
];

const wanted = process.argv.slice(2);
const paths = (wanted.length > 0 ? wanted : READ).flatMap(texts);
if (paths.length === 0) stop('No file was read: the check is blind.');

const found = paths.flatMap((path) => findRetiredWords(path, readFileSync(path, 'utf8')));
for (const { path, line, word, instead } of found) say(`${path}:${line}  ${word} → ${instead}`);
if (found.length > 0)
  stop(`${found.length} retired words in ${paths.length} files. docs/writing.md says what to write.`);
say(`No retired word in ${paths.length} files.`);

/**
 * The files at or below a path that people read.
 *
 * @param {string} root
 */
function texts(root) {
  if (statSync(root).isFile()) return [root];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => join(root, name))
    .filter((path) => /\.(md|ts)$/.test(path) && !path.endsWith('.test.ts'))
    .sort();
}
