import { readFileSync } from 'node:fs';

// Imports nothing but `fs` and keeps to old syntax: it has to run on the versions that it refuses.

/**
 * Whether `version` (20.19.0) fits `range` (^20.19.0 || >=24). Reads the forms that our package.json uses.
 *
 * @param {string} version
 * @param {string} range
 */
export function fits(version, range) {
  const have = version.split('.').map(Number);
  return range.split('||').some((part) => {
    const [, sign, numbers] = /^\s*(\^|>=)\s*([\d.]+)\s*$/.exec(part) || [];
    if (!numbers) return false;
    const [major = 0, minor = 0, patch = 0] = numbers.split('.').map(Number);
    const isNotOlder = compare(have, [major, minor, patch]) >= 0;
    return sign === '^' ? have[0] === major && isNotOlder : isNotOlder;
  });
}

/** Returns a sentence when this Node cannot run the app, else undefined. */
export function nodeProblem(version = process.versions.node) {
  const range = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).engines.node;
  if (fits(version, range)) return undefined;
  return `This needs Node ${range.replaceAll('||', 'or').replaceAll('^', '')}, and this is Node ${version}: install a newer one from https://nodejs.org`;
}

/**
 * @param {number[]} left
 * @param {number[]} right
 */
function compare(left, right) {
  const index = left.findIndex((part, position) => part !== right[position]);
  return index === -1 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}
