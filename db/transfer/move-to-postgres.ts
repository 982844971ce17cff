import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { Client } from 'pg';
import { connectionOptions } from '../engines/postgres/connection.ts';
import { throwSanitized } from '../engines/postgres/session.ts';
import { dropIndexes } from './drop-indexes.ts';
import { type MovedColumn, type MovedTable, movedTables } from './moved-tables.ts';

/** What a table holds, in a form that both engines agree on. */
export type Contents = { table: string; rows: number; sha256: string };
/** `there`: the target held the very same already. `foreign`: it holds something else, and was left alone. */
export type Moved = { outcome: 'moved' | 'there' | 'foreign'; contents: Contents[] };

type Watching = { onTable: (contents: Contents) => void; onRows: (copied: number) => void };

type Row = readonly unknown[];

const BATCH = 1000;
/** Sorting the largest table of a million users takes its time. */
const STATEMENT_MS = 30 * 60_000;

/**
 * Copies every row of `source`, which no other process may write to, into the migrated PostgreSQL database at `url`.
 * It's one transaction, committed only if every table then equals the source: killed at any point, it leaves the target
 * empty. Everything else at the target waits until it ends. `onRows` gets how many rows are copied, and may throw
 * to stop it.
 */
export async function moveToPostgres(
  source: Database.Database,
  url: string,
  { onTable, onRows }: Watching,
): Promise<Moved> {
  const client = new Client({ ...connectionOptions(url), query_timeout: STATEMENT_MS });
  // The statement under way fails too, and says so.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await inOneTransaction(client, source, { onTable, onRows });
  } catch (error) {
    return throwSanitized(error);
  } finally {
    // Rolls back whatever wasn't committed.
    await client.end();
  }
}

async function inOneTransaction(client: Client, source: Database.Database, { onTable, onRows }: Watching) {
  const tables = movedTables();
  await client.query('begin isolation level read committed');
  await client.query(
    `set local statement_timeout = ${STATEMENT_MS}; set local lock_timeout = '10s';
     set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'`,
  );
  await client.query(`lock table ${tables.map(({ name }) => quoted(name)).join(', ')} in exclusive mode`);
  const before = await contentsOf(client, tables);
  const isEmpty = before.every(({ rows }) => rows === 0);
  const restoreIndexes = isEmpty ? await dropIndexes(client, tables) : null;
  const contents: Contents[] = [];
  let copied = 0;
  for (const table of tables) {
    const copy = async (rows: Row[]) => {
      await insert(client, table, rows);
      copied += rows.length;
      onRows(copied);
    };
    const read = await digest(table, rowsOf(source, table), isEmpty ? copy : undefined);
    contents.push(read);
    if (isEmpty) onTable(read);
  }
  if (!restoreIndexes) return { outcome: isSame(contents, before) ? 'there' : 'foreign', contents: before } as const;
  await restoreIndexes();
  const after = await contentsOf(client, tables);
  const odd = after.find((one, index) => !isSame([one], contents.slice(index, index + 1)));
  if (odd) throw new Error(`${odd.table} is not the same in PostgreSQL as it was written. Nothing was moved`);
  onRows(copied);
  await client.query('commit');
  // PostgreSQL would plan for empty tables until it analyses them by itself.
  await client.query('analyze').catch(() => undefined);
  return { outcome: 'moved', contents } as const;
}

/** Returns how many rows a move copies. */
export function countRows(source: Database.Database): number {
  const counts = movedTables().map(({ name }) =>
    source
      .prepare(`select count(*) from ${quoted(name)}`)
      .pluck()
      .get(),
  );
  return counts.reduce<number>((sum, count) => sum + Number(count), 0);
}

async function contentsOf(client: Client, tables: readonly MovedTable[]): Promise<Contents[]> {
  const found: Contents[] = [];
  for (const table of tables) found.push(await digest(table, rowsThere(client, table)));
  return found;
}

function isSame(one: readonly Contents[], other: readonly Contents[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Counts and hashes rows in the order of their keys, and passes them to `use` in batches. */
async function digest(
  { name }: MovedTable,
  rows: AsyncIterable<Row> | Iterable<Row>,
  use?: (batch: Row[]) => Promise<void>,
): Promise<Contents> {
  const hash = createHash('sha256');
  let count = 0;
  let batch: Row[] = [];
  for await (const row of rows) {
    // Instants become ISO strings, to the millisecond.
    hash.update(`${JSON.stringify(row.map(inOneOrder))}\n`);
    count += 1;
    if (use) batch.push(row);
    if (batch.length < BATCH) continue;
    await use?.(batch);
    batch = [];
  }
  if (batch.length > 0) await use?.(batch);
  return { table: name, rows: count, sha256: hash.digest('hex') };
}

/** PostgreSQL keeps the names of a JSON value in an order of its own. Ours are not nested. */
function inOneOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function* rowsOf(source: Database.Database, table: MovedTable): Generator<Row> {
  const { columns } = table;
  for (const values of source.prepare(selectOf(table, '')).raw().iterate() as Iterable<unknown[]>)
    yield columns.map(({ sqlite }, index) =>
      values[index] === null ? null : sqlite.mapFromDriverValue(values[index]),
    );
}

/** In byte order, as SQLite sorts, whatever the locale of the database. */
async function* rowsThere(client: Client, table: MovedTable): AsyncGenerator<Row> {
  const { columns } = table;
  await client.query(`declare moved no scroll cursor for ${selectOf(table, ' collate "C"')}`);
  for (;;) {
    const { rows } = await client.query<unknown[]>({ text: `fetch ${BATCH} from moved`, rowMode: 'array' });
    if (rows.length === 0) break;
    for (const values of rows)
      yield columns.map(({ postgres }, index) =>
        values[index] === null ? null : postgres.mapFromDriverValue(values[index]),
      );
  }
  await client.query('close moved');
}

/** `collation` is that of texts in the key. */
function selectOf({ name, columns }: MovedTable, collation: string): string {
  const order = columns
    .filter(({ isKey }) => isKey)
    .map((column) => `${quoted(column.name)}${typeOf(column) === 'text' ? collation : ''}`);
  return `select ${columns.map((column) => quoted(column.name)).join(', ')} from ${quoted(name)} order by ${order.join(', ')}`;
}

/** One array per column: a statement of the same few parameters for any number of rows. */
async function insert(client: Client, { name, columns }: MovedTable, rows: readonly Row[]): Promise<void> {
  const arrays = columns.map(({ postgres }, index) =>
    rows.map((row) => (row[index] === null ? null : postgres.mapToDriverValue(row[index]))),
  );
  const types = columns.map((column, index) => `$${index + 1}::${typeOf(column)}[]`);
  const names = columns.map((column) => quoted(column.name));
  await client.query(
    `insert into ${quoted(name)} (${names.join(', ')}) select * from unnest(${types.join(', ')})`,
    arrays,
  );
}

/** Returns the type of a column without its collation, which belongs to the column. */
function typeOf({ postgres }: MovedColumn): string {
  return postgres.getSQLType().replace(/ collate .*$/, '');
}

function quoted(name: string): string {
  return `"${name}"`;
}
