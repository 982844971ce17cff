import { type CsvRecord, readCsv } from '../../csv/read.ts';
import { cellText } from '../../csv/write.ts';
import { importColumns } from './import-row.ts';

/** One user's fields as the file has them, and the line that they begin in. `fault`: they couldn't be read. */
export type FileRow = { line: number; fields: Readonly<Record<string, unknown>>; fault?: string };

/** The rows of a file, and its columns that aren't imported; or why it can't be read. */
export type ImportFile = { rows: FileRow[]; ignored: string[] } | { fault: string };

const WANTED = `Wanted: email, name; also ${importColumns.slice(2).join(', ')}.`;

/**
 * Reads the bytes of a file of users: CSV with a header (comma, semicolon or tab), or one JSON object a line. UTF-8.
 */
export function readImportFile(bytes: Uint8Array, isJson: boolean): ImportFile {
  const text = decode(bytes);
  if (text === null) return { fault: 'It is not UTF-8 text. Save it as UTF-8 and import it again.' };
  const file = isJson || /^\s*[{[]/.test(text) ? readJsonLines(text) : readTable(text);
  return 'rows' in file && file.rows.length === 0 ? { fault: 'There are no people in it.' } : file;
}

/**
 * Returns the text without the byte order mark; null when it isn't UTF-8. UTF-16 without a mark shows by its null
 * characters.
 */
function decode(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

function readTable(text: string): ImportFile {
  const { body, delimiter } = delimited(text);
  const [header, ...records] = readCsv(body, delimiter);
  if (!header) return { rows: [], ignored: [] };
  if (header.fault) return { fault: `line ${header.line}: ${header.fault}` };
  const names = header.cells.map(columnName);
  const fault = columnFault(names, header.cells);
  if (fault) return { fault };
  return { rows: records.map((record) => rowOf(record, names)), ignored: ignoredOf(names) };
}

/** Returns what separates cells, by the header; a spreadsheet may say so itself in a line before. */
function delimited(text: string): { body: string; delimiter: string } {
  const [, told, rest] = /^sep=(.)\r?\n([\s\S]*)$/i.exec(text) ?? [];
  // The line keeps its place, so that lines are counted as an editor does.
  if (told) return { body: `\n${rest}`, delimiter: told };
  const header = text.split(/\r?\n|\r/).find((line) => line.trim()) ?? '';
  const counted = [',', ';', '\t'].map((sign) => ({ sign, cells: header.split(sign).length }));
  return { body: text, delimiter: counted.sort((one, other) => other.cells - one.cells)[0]?.sign ?? ',' };
}

function rowOf({ line, cells, fault }: CsvRecord, names: readonly string[]): FileRow {
  const odd = cells.length === names.length ? undefined : `has ${cells.length} cells, the header ${names.length}`;
  const reason = fault ?? odd;
  return {
    line,
    fields: Object.fromEntries(names.map((name, index) => [name, cellText(cells[index] ?? '')])),
    ...(reason && { fault: reason }),
  };
}

function readJsonLines(text: string): ImportFile {
  if (text.trimStart().startsWith('[')) return { fault: 'It is one JSON list. Write one JSON object a line.' };
  const ignored = new Set<string>();
  const rows = text.split(/\r\n?|\n/).flatMap((written, index): FileRow[] => {
    if (!written.trim()) return [];
    const line = index + 1;
    const value = parseJson(written);
    if (value === undefined) return [{ line, fields: {}, fault: 'is not JSON' }];
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return [{ line, fields: {}, fault: 'is not a JSON object' }];
    const names = Object.keys(value).map(columnName);
    for (const name of ignoredOf(names)) ignored.add(name);
    const fault = columnFault(names, Object.keys(value));
    const fields = Object.fromEntries(Object.values(value).map((field, place) => [names[place], field]));
    return [{ line, fields, ...(fault && { fault }) }];
  });
  return { rows, ignored: [...ignored] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function columnName(written: string): string {
  return written
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}

function columnFault(names: readonly string[], written: readonly string[]): string | null {
  const found = written.map((name) => name.trim().slice(0, 40)).join(', ');
  if (!names.includes('email') || !names.includes('name')) return `The columns found are: ${found}. ${WANTED}`;
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice ? `The column ${twice} is there twice.` : null;
}

/** Columns of our own exports that only we decide, or that follow from the rest. */
const KNOWN = ['created_at', 'role', 'two_factor'];

function ignoredOf(names: readonly string[]): string[] {
  return names.filter((name) => name && ![...importColumns, ...KNOWN].some((known) => known === name));
}
