import { lineFeeds } from './line-feeds.ts';

/** A record of a CSV file and the line that it begins in, as an editor counts; or what is wrong there. */
export type CsvRecord = { line: number; cells: string[]; fault?: string };

type Shape = {
  delimiter: string;
  /** Of one record: a quote that is never closed must not fill the memory. */
  mostCharacters: number;
};

/** Where a reader stands in a cell: after a quote inside quotes comes a second one, or the cell is closed. */
type Place = 'plain' | 'quoted' | 'at-quote' | 'closed';

/**
 * Reads CSV (RFC 4180; any line endings, cells trimmed) from a text that comes in parts. Skips records without any
 * text. An unreadable part ends the file with a record that says why.
 */
export function* readCsv(parts: Iterable<string>, { delimiter, mostCharacters }: Shape): Generator<CsvRecord> {
  let [line, length, cell] = [1, 0, ''];
  let record: CsvRecord = { line, cells: [] };
  let place: Place = 'plain';
  for (const part of lineFeeds(parts)) {
    for (const sign of part) {
      length += 1;
      if (sign === '\n') line += 1;
      if (length > mostCharacters) return yield { ...record, fault: `is longer than ${mostCharacters} characters` };
      if (place === 'quoted') {
        if (sign === '"') place = 'at-quote';
        else cell += sign;
        continue;
      }
      if (sign === '"' && place === 'at-quote') {
        cell += sign;
        place = 'quoted';
        continue;
      }
      if (place === 'at-quote') place = 'closed';
      if (sign === delimiter || sign === '\n') {
        record.cells.push(cell.trim());
        [cell, place] = ['', 'plain'];
        if (sign === delimiter) continue;
        if (record.cells.some(Boolean)) yield record;
        record = { line, cells: [] };
        length = 0;
      } else if (place === 'closed') {
        if (sign.trim() === '') continue;
        record.cells.push(cell.trim());
        return yield { ...record, fault: 'there is text after a closing quote' };
      } else if (sign === '"' && cell.trim() === '') [cell, place] = ['', 'quoted'];
      else cell += sign;
    }
  }
  if (place === 'quoted') return yield { ...record, fault: 'a quote is never closed' };
  record.cells.push(cell.trim());
  if (record.cells.some(Boolean)) yield record;
}
