/**
 * Words that we don't write to people, and what to write in their place. Only what is always wrong here: docs/writing.md
 * has the rest.
 *
 * @type {readonly (readonly [retired: string, instead: string])[]}
 */
const RETIRED = [
  ['somebody', 'someone'],
  ['anybody', 'anyone'],
  ['everybody', 'everyone'],
  ['nobody', 'no one'],
  ['whoever', 'anyone who, the person who'],
  ['meanwhile', 'in the meantime, by now'],
  ['porch', 'frame'],
  ['trips?', 'flow, request'],
  ['belts?', 'the name of the check'],
  ['relax(?:es|ed|ing)?', 'allow, loosen'],
  ['mend(?:s|ed|ing)?', 'fix'],
  ['anew', 'again'],
  ['respite', 'grace period'],
  ['whereabouts', 'location'],
  ['discreet', 'quiet, small'],
  ['stand-ins?', 'fake, replacement'],
  ['dead wood', 'unused code'],
  ['at hand', 'available'],
  ['came by', 'signed in with, arrived through'],
  ['inARow', 'consecutive'],
  ['(?:is|are|was|were) told', 'is notified, we’ll tell you'],
  ['(?:gets?|got) word', 'is notified'],
  ['(?:gets?|got|getting|comes?|came|coming) in', 'sign in'],
  ['lets? (?:you|them|us|someone|anyone|everyone|no one) in', 'sign in'],
  ['no way in', 'can’t sign in'],
  ['(?:makes?|made|making) (?:an|the|your|their) accounts?', 'create'],
  ['accounts? (?:is|are|was|were) made', 'created'],
  ['(?:right|wrong) (?:codes?|passwords?|one-time passwords?)', 'correct, incorrect'],
  ['(?:\\d+|six) numbers', 'digits'],
  ['(?:a|by) mail', 'an email, by email'],
  ['mails', 'emails'],
  ['mailed', 'emailed'],
];

/** What a page quotes rather than says: code, a struck-out example, the name of a test, where a link leads. */
const QUOTED =
  /```[\s\S]*?```|`[^`\n]*`|~~[^~]*~~|\[(?:[^[\]]|\[[^\]]*\])+\](?:\[\w+\]|\([^)]*\.(?:test|spec)\.\w+\))|\]\([^)]*\)/g;

/** The name of a sentence in the catalogue. */
const KEY = /^\s*\w+(?=: )/gm;

/** Words may stand on two lines of a comment. */
const BETWEEN_WORDS = '(?:\\s|^[#*/])+';

const patterns = RETIRED.map(([retired, instead]) => ({
  pattern: new RegExp(`(?<![\\w-])${retired.replaceAll(' ', BETWEEN_WORDS)}(?![\\w-])`, 'gim'),
  instead,
}));

/**
 * Returns the retired words of a text, with their lines and what to write instead. Of a changelog only what is not
 * released yet is read.
 *
 * @param {string} path
 * @param {string} text
 */
export function findRetiredWords(path, text) {
  const read = path.endsWith('CHANGELOG.md') ? unreleased(text) : text;
  const passedOver = path.endsWith('.ts') ? KEY : QUOTED;
  const said = read.replace(passedOver, (quoted) => quoted.replace(/[^\n]/g, '·'));
  return patterns
    .flatMap(({ pattern, instead }) =>
      [...said.matchAll(pattern)].map(({ 0: word, index }) => ({
        path,
        line: said.slice(0, index).split('\n').length,
        word: word.replace(/[\s#*/]+/g, ' '),
        instead,
      })),
    )
    .sort((one, other) => one.line - other.line);
}

/** @param {string} text */
function unreleased(text) {
  return text.split(/^(?=## \[\d)/m)[0] ?? '';
}
