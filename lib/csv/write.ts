/**
 * Returns rows as CSV (RFC 4180, CRLF). Cells that a spreadsheet would take for a formula get an apostrophe in front:
 * an attacker chooses the name of their browser (attack I-14). So do those that begin like one that has got it.
 */
export function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  const harmless = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Returns the text of a cell that `csv` has written. */
export function cellText(written: string): string {
  return /^'+[=+\-@\t\r]/.test(written) ? written.slice(1) : written;
}
