import { limits } from '../../../config/limits.ts';
import { linesOf } from '../../../csv/line-feeds.ts';
import { type CsvRecord, readCsv } from '../../../csv/read.ts';
import { cellText } from '../../../csv/write.ts';
import { fromAuth0 } from './auth0.ts';
import { fromAuthentik } from './authentik.ts';
import { type Column, readColumns } from './columns.ts';
import type { Fields, FileRow } from './file-row.ts';
import type { ImportFormat } from './formats.ts';
import { jsonElements } from './json-elements.ts';
import { fromKeycloak } from './keycloak.ts';

/** A file that can't be read at all; the message says why, for the administrator. */
export class UnreadableFile extends Error {}

type Reading = {
  /** Null: our own shape. */
  format: ImportFormat | null;
  /** Gets the names of columns that aren't imported. */
  ignored: Set<string>;
};

const mostCharacters = limits.importRowMaxCharacters;

/**
 * Reads a file of users that comes in parts: CSV with a header (comma, semicolon or tab), one JSON object a line, or a
 * JSON list; or the export of another system. Throws UnreadableFile.
 */
export function* readImportFile(parts: Iterable<string>, reading: Reading): Generator<FileRow> {
  const { start, all } = peek(parts);
  const [first = ''] = start.trimStart();
  if (reading.format) yield* readExport(reading.format, first, all, reading);
  else if (first === '{') yield* eachLine(all, (written) => ownFields(written, reading));
  else if (first === '[') yield* eachElement(all, null, (written) => ownFields(written, reading));
  else yield* readTable(start, all, reading, (fields) => ({ fields }));
}

/** Returns what a text begins with, and the whole of it, which can be read once. */
function peek(parts: Iterable<string>): { start: string; all: Iterable<string> } {
  const rest = parts[Symbol.iterator]();
  let start = '';
  // As much as a header needs.
  for (let next = rest.next(); !next.done; next = rest.next()) {
    start += next.value;
    if (/[\r\n]/.test(start.trimStart()) || start.length > mostCharacters) break;
  }
  function* all() {
    yield start;
    for (let next = rest.next(); !next.done; next = rest.next()) yield next.value;
  }
  return { start, all: all() };
}

type Read = Omit<FileRow, 'line'>;

function* readExport(format: ImportFormat, first: string, all: Iterable<string>, reading: Reading) {
  const isTable = first !== '{' && first !== '[';
  if (format === 'keycloak') {
    if (first !== '{')
      throw new UnreadableFile('It is no Keycloak export: those are JSON with a list of users (kc.sh export).');
    return yield* eachElement(all, 'users', fromKeycloak);
  }
  if (format === 'auth0') {
    if (isTable)
      throw new UnreadableFile('It is no Auth0 export: those are one JSON object a line, or a JSON list of users.');
    return first === '[' ? yield* eachElement(all, null, fromAuth0) : yield* eachLine(all, fromAuth0);
  }
  if (isTable) {
    const { start, all: again } = peek(all);
    return yield* readTable(start, again, reading, fromAuthentik, ['password', 'username', 'type']);
  }
  return yield* eachElement(all, first === '[' ? null : 'results', fromAuthentik);
}

type Written = Readonly<Record<string, unknown>>;

function* eachLine(all: Iterable<string>, read: (written: Written) => Read): Generator<FileRow> {
  for (const { line, text, isTooLong } of linesOf(all, mostCharacters)) {
    if (isTooLong) return yield { line, fields: {}, fault: `is longer than ${mostCharacters} characters` };
    if (text.trim()) yield { line, ...readObject(text, read) };
  }
}

function* eachElement(all: Iterable<string>, key: string | null, read: (written: Written) => Read): Generator<FileRow> {
  for (const element of jsonElements(all, { key, mostCharacters })) {
    const { line } = element;
    if ('fault' in element) yield { line, fields: {}, fault: element.fault };
    else yield { line, ...readObject(element.text, read) };
  }
}

function readObject(text: string, read: (written: Written) => Read): Read {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fields: {}, fault: 'is not JSON' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { fields: {}, fault: 'is not a JSON object' };
  return read(value as Written);
}

function ownFields(written: Written, { ignored }: Reading): Read {
  const columns = readColumns(Object.keys(written));
  if ('fault' in columns) return { fields: {}, fault: columns.fault };
  for (const name of columns.ignored) ignored.add(name);
  return { fields: fieldsOf(columns.taken, Object.values(written)) };
}

function fieldsOf(taken: readonly (Column | null)[], values: readonly unknown[]): Fields {
  return Object.fromEntries(taken.flatMap((column, index) => (column ? [[column, values[index]]] : [])));
}

/** Returns what separates cells, by the header; a spreadsheet may say so itself in a line before. */
function delimiterOf(start: string): { told: boolean; delimiter: string } {
  const [, told] = /^sep=(.)\r?\n?/i.exec(start) ?? [];
  if (told) return { told: true, delimiter: told };
  const header = start.split(/\r?\n|\r/).find((line) => line.trim()) ?? '';
  const counted = [',', ';', '\t'].map((sign) => ({ sign, cells: header.split(sign).length }));
  const [most] = counted.toSorted((one, other) => other.cells - one.cells);
  return { told: false, delimiter: most?.sign ?? ',' };
}

function* readTable(
  start: string,
  all: Iterable<string>,
  { ignored }: Reading,
  read: (fields: Written) => Read,
  alsoKnown: readonly string[] = [],
): Generator<FileRow> {
  const { told, delimiter } = delimiterOf(start);
  const records = readCsv(all, { delimiter, mostCharacters });
  // The record keeps its place, so that lines are counted as an editor does.
  if (told) records.next();
  const { value: header, done } = records.next();
  if (done) return;
  if (header.fault) throw new UnreadableFile(`line ${header.line}: ${header.fault}`);
  const columns = readColumns(header.cells);
  if ('fault' in columns) throw new UnreadableFile(columns.fault);
  const own = header.cells.map((cell) => cell.trim().toLowerCase());
  for (const name of columns.ignored) if (!alsoKnown.includes(name)) ignored.add(name);
  for (const record of records) {
    const fault = faultOf(record, header.cells.length);
    const cells = record.cells.map(cellText);
    const fields = {
      ...Object.fromEntries(own.flatMap((name, index) => (alsoKnown.includes(name) ? [[name, cells[index]]] : []))),
      ...fieldsOf(columns.taken, cells),
    };
    yield fault ? { line: record.line, fields, fault } : { line: record.line, ...read(fields) };
  }
}

function faultOf({ cells, fault }: CsvRecord, wanted: number): string | null {
  if (fault) return fault;
  return cells.length === wanted ? null : `has ${cells.length} cells, the header ${wanted}`;
}
