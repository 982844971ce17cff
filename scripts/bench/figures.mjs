// How figures of the benchmark are summed up and written.

export function median(list) {
  return [...list].sort((one, other) => one - other)[Math.floor(list.length / 2)];
}

/** The largest of them, in units of the smallest. */
export function spread(list) {
  return Math.max(...list) / Math.min(...list);
}

export function round(value, digits = 0) {
  return value.toFixed(digits);
}

export function times(value) {
  return `×${round(value, 2)}`;
}

export function count(value) {
  return value.toLocaleString('en');
}

/** A bar of text: twenty blocks are one. */
export function bar(share) {
  return '█'.repeat(Math.max(0, Math.round(share * 20)));
}

export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
