// node scripts/proof-map.mjs: counts the rows of docs/attacks.md and docs/asvs.md, and writes the sums at their tops and
// the number of attacks in README. Branches that both add rows merge (.gitattributes): run it afterwards.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** The pages whose rows are counted. */
export const PAGES = ['docs/attacks.md', 'docs/asvs.md'];

const TEST_FILE = /\.(test|spec)\.(ts|mjs)$/;
/** Twice after a merge. */
const SUMS = /(?:^\*\*\d+ rows: .*\*\*\n)+/m;
/** README says it roughly, so that it seldom changes. */
const ROUND = 50;

/** @typedef {{ id: string; proof: string }} Row */
/** @typedef {[words: string, target: string]} Link */

/**
 * Returns the rows of all tables of a page: their id, and what proves them.
 *
 * @param {string} text
 * @returns {Row[]}
 */
export function readRows(text) {
  return text
    .split('\n')
    .map((line) => line.match(/^\| ([A-Z]?-?\d[\d.]*|[A-Z]-\d+) +\|(.*)\|$/) ?? [])
    .flatMap(([, id, rest = '']) => (id ? [{ id, proof: rest.split(' | ').at(-1)?.trim() ?? '' }] : []));
}

/**
 * Returns the links of a proof; short names are looked up at the end of the page.
 *
 * @param {string} proof
 * @param {string} text
 * @returns {Link[]}
 */
export function readLinks(proof, text) {
  const links = [...proof.matchAll(/\[((?:[^[\]]|\[[^\]]*\])+)\](?:\[(\w+)\]|\(([^)]+)\))/g)];
  return links.map(([, words = '', name, target]) => [
    words,
    target ?? text.match(new RegExp(`^\\[${name}\\]: (\\S+)$`, 'm'))?.[1] ?? `[${name}]`,
  ]);
}

/** @param {string} path */
export function isTestFile(path) {
  return TEST_FILE.test(path);
}

/**
 * Says what proves a row.
 *
 * @param {Row} row
 * @param {string} text the page of the row
 */
export function kindOf({ proof }, text) {
  const targets = readLinks(proof, text).map(([, target]) => target);
  if (proof.startsWith('open')) return 'open';
  if (targets.some(isTestFile)) return 'test';
  return targets.length > 0 ? 'document' : 'nothing';
}

/**
 * Returns a page with the right sum at its top.
 *
 * @param {string} text
 */
export function withSum(text) {
  const rows = readRows(text);
  const count = (/** @type {string} */ sought) => rows.filter((row) => kindOf(row, text) === sought).length;
  const sum = `**${rows.length} rows: ${count('test')} by test, ${count('document')} by document, ${count('open')} open.**`;
  return text.replace(SUMS, `${sum}\n`);
}

/**
 * Returns README with the number of attacks that there are at least.
 *
 * @param {string} readme
 * @param {string} attacks docs/attacks.md
 */
export function withNumber(readme, attacks) {
  const atLeast = Math.floor(readRows(attacks).length / ROUND) * ROUND;
  return readme.replace(/more than \d+ documented attacks/, `more than ${atLeast} documented attacks`);
}

/** @param {string} path */
function read(path) {
  return readFileSync(path, 'utf8');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const page of PAGES) writeFileSync(page, withSum(read(page)));
  writeFileSync('README.md', withNumber(read('README.md'), read('docs/attacks.md')));
}
