// Sums up and formats the figures of the benchmark.

/** @param {number[]} list */
export function median(list) {
  return [...list].sort((one, other) => one - other)[Math.floor(list.length / 2)] ?? Number.NaN;
}

/**
 * Returns what was measured of `name`. Throws when nothing was: a report must not have holes.
 *
 * @template Value
 * @param {Readonly<Record<string, Value>>} measured
 * @param {string} name
 */
export function measuredOf(measured, name) {
  const value = measured[name];
  if (value === undefined) throw new Error(`Nothing was measured of ${name}.`);
  return value;
}

/**
 * Returns the largest in units of the smallest.
 *
 * @param {number[]} list
 */
export function spread(list) {
  return Math.max(...list) / Math.min(...list);
}

/**
 * @param {number} value
 * @param {number} [digits]
 */
export function round(value, digits = 0) {
  return value.toFixed(digits);
}

/** @param {number} value */
export function times(value) {
  return `×${round(value, 2)}`;
}

/** @param {number} value */
export function count(value) {
  return value.toLocaleString('en');
}

/**
 * Draws a bar of text: twenty blocks are one.
 *
 * @param {number} share
 */
export function bar(share) {
  return '█'.repeat(Math.max(0, Math.round(share * 20)));
}

/**
 * @param {string[]} head
 * @param {(string | number)[][]} rows
 */
export function table(head, rows) {
  const line = (/** @type {(string | number)[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/**
 * Returns the engines that were measured.
 *
 * @param {Pick<import('../../bench/main.ts').Figures, 'sqlite' | 'postgres'>} figures
 */
export function engines({ sqlite, postgres }) {
  return [{ name: 'SQLite', alone: sqlite }, ...(postgres ? [{ name: 'PostgreSQL', alone: postgres }] : [])];
}
