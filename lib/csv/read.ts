/** A record of a CSV file and the line that it begins in, as an editor counts; or what is wrong there. */
export type CsvRecord = { line: number; cells: string[]; fault?: string };

/**
 * Reads CSV (RFC 4180; any line endings, cells trimmed). Skips records without any text. An unreadable part ends the
 * file with a record that says why.
 */
export function readCsv(text: string, delimiter: string): CsvRecord[] {
  const source = text.replace(/\r\n?/g, '\n');
  const records: CsvRecord[] = [];
  let [at, line] = [0, 1];
  while (at < source.length) {
    const record: CsvRecord = { line, cells: [] };
    for (;;) {
      const cell = readCell(source, at, delimiter);
      record.cells.push(cell.text);
      if (cell.fault) record.fault = cell.fault;
      line += cell.lines;
      at = cell.end;
      if (record.fault || source[at] !== delimiter) break;
      at += 1;
    }
    if (record.fault || record.cells.some(Boolean)) records.push(record);
    if (record.fault) return records;
    at += 1;
    line += 1;
  }
  return records;
}

type Cell = { text: string; end: number; lines: number; fault?: string };

function readCell(source: string, start: number, delimiter: string): Cell {
  const end = ends(source, start, delimiter);
  const plain = source.slice(start, end);
  const opened = start + plain.length - plain.trimStart().length;
  if (source[opened] !== '"' || opened >= end) return { text: plain.trim(), end, lines: 0 };
  let text = '';
  for (let at = opened + 1; ; ) {
    const quote = source.indexOf('"', at);
    if (quote < 0) return { text, end: source.length, lines: 0, fault: 'a quote is never closed' };
    text += source.slice(at, quote);
    if (source[quote + 1] === '"') {
      text += '"';
      at = quote + 2;
      continue;
    }
    const after = ends(source, quote + 1, delimiter);
    const lines = text.split('\n').length - 1;
    if (source.slice(quote + 1, after).trim() === '') return { text: text.trim(), end: after, lines };
    return { text, end: after, lines, fault: 'there is text after a closing quote' };
  }
}

/** Returns where an unquoted cell that begins at `start` ends. */
function ends(source: string, start: number, delimiter: string): number {
  let at = start;
  while (at < source.length && source[at] !== delimiter && source[at] !== '\n') at += 1;
  return at;
}
