import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isTestFile, kindOf, PAGES, readLinks, readRows, withNumber, withSum } from './proof-map.mjs';

/** @typedef {import('./proof-map.mjs').Link} Link */

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
  if (isTestFile(file))
    return titles(path).some((title) => title.includes(words)) ? null : `${file} has no test "${words}"`;
  return anchor && !headings(path).includes(anchor) ? `${file} has no heading ${anchor}` : null;
}

describe.each(PAGES)('%s', (page) => {
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
    expect(rows.filter((row) => kindOf(row, text) === 'nothing')).toEqual([]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(text === withSum(text), 'run node scripts/proof-map.mjs').toBe(true);
  });
});

test('a link to a test or a heading that is not there is found', () => {
  const page = 'docs/attacks.md';
  expect(linkProblem(page, ['a test that does not exist', '../e2e/kills.spec.ts'])).toContain('has no test');
  expect(linkProblem(page, ['Limits', 'security.md#limitz'])).toContain('has no heading');
  expect(linkProblem(page, ['x', 'nowhere.md'])).toContain('is not there');
});

test('README claims no more attacks than there are', () => {
  const readme = readFileSync('README.md', 'utf8');
  expect(readme).toMatch(/more than \d+ documented attacks/);
  expect(readme === withNumber(readme, readFileSync('docs/attacks.md', 'utf8')), 'run node scripts/proof-map.mjs').toBe(
    true,
  );
});

test('the sums that a merge left behind become one', () => {
  const page = withSum(
    '# A\n\n**1 rows: 1 by test, 0 by document, 0 open.**\n**7 rows: 6 by test, 1 by document, 0 open.**\n\n| A-01 | x | [y](z.test.ts) |\n| A-02 | x | open |\n',
  );
  expect(page).toBe(
    '# A\n\n**2 rows: 1 by test, 0 by document, 1 open.**\n\n| A-01 | x | [y](z.test.ts) |\n| A-02 | x | open |\n',
  );
});
