import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const TEST_FILE = /\.(test|spec)\.(ts|mjs)$/;

/** @typedef {{ id: string; proof: string }} Row */
/** @typedef {[words: string, target: string]} Link */

/**
 * Returns the rows of all tables of a page: their id, and what proves them.
 *
 * @param {string} text
 * @returns {Row[]}
 */
function readRows(text) {
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
function readLinks(proof, text) {
  const links = [...proof.matchAll(/\[((?:[^[\]]|\[[^\]]*\])+)\](?:\[(\w+)\]|\(([^)]+)\))/g)];
  return links.map(([, words = '', name, target]) => [
    words,
    target ?? text.match(new RegExp(`^\\[${name}\\]: (\\S+)$`, 'm'))?.[1] ?? `[${name}]`,
  ]);
}

/**
 * Returns the strings right behind `test(`, `describe(` and so on, templates as they are written.
 *
 * @param {string} path
 */
function titles(path) {
  const call = /\b(?:test|it|describe)(?:\.(?:each|skipIf)\([\s\S]*?\))?\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g;
  return [...readFileSync(path, 'utf8').matchAll(call)].map(([, , title = '']) => title.replaceAll("\\'", "'"));
}

/** @param {string} path */
function headings(path) {
  const lines = [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)];
  return lines.map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .trim()
      .replace(/\s/g, '-'),
  );
}

/**
 * Says what is wrong with a link; null when it leads to what it names.
 *
 * @param {string} page
 * @param {Link} link
 */
function linkProblem(page, [words, target]) {
  const [file = '', anchor] = target.split('#');
  const path = join(dirname(page), file);
  if (!existsSync(path)) return `${target} is not there`;
  if (TEST_FILE.test(file))
    return titles(path).some((title) => title.includes(words)) ? null : `${file} has no test "${words}"`;
  return anchor && !headings(path).includes(anchor) ? `${file} has no heading ${anchor}` : null;
}

describe.each(['docs/attacks.md', 'docs/asvs.md'])('%s', (page) => {
  const text = readFileSync(page, 'utf8');
  const rows = readRows(text);

  test('every test and every paragraph that it names exists', () => {
    const problems = rows.flatMap(({ id, proof }) =>
      readLinks(proof, text)
        .map((link) => linkProblem(page, link))
        .filter(Boolean)
        .map((what) => `${id}: ${what}`),
    );
    expect(problems).toEqual([]);
  });

  test('every row has a proof or says that it is open, no row stands twice, and the sum at the top is right', () => {
    const kind = (/** @type {Row} */ { proof }) => {
      const targets = readLinks(proof, text).map(([, target]) => target);
      if (proof.startsWith('open')) return 'open';
      if (targets.some((target) => TEST_FILE.test(target))) return 'test';
      return targets.length > 0 ? 'document' : 'nothing';
    };
    const count = (/** @type {string} */ sought) => rows.filter((row) => kind(row) === sought).length;
    expect(rows.filter((row) => kind(row) === 'nothing')).toEqual([]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(text).toContain(
      `**${rows.length} rows: ${count('test')} by test, ${count('document')} by document, ${count('open')} open.**`,
    );
  });
});

test('a link to a test or a heading that is not there is found', () => {
  const page = 'docs/attacks.md';
  expect(linkProblem(page, ['a test that does not exist', '../e2e/kills.spec.ts'])).toContain('has no test');
  expect(linkProblem(page, ['Limits', 'security.md#limitz'])).toContain('has no heading');
  expect(linkProblem(page, ['x', 'nowhere.md'])).toContain('is not there');
});
