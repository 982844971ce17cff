import { type Column, getTableColumns, getTableName } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { tables as postgresTables } from '../engines/postgres/schema.ts';
import { tables as sqliteTables } from '../engines/sqlite/schema.ts';

/** A column of both engines: how each of them reads and writes a value. */
export type MovedColumn = { name: string; isKey: boolean; sqlite: Column; postgres: Column };
export type MovedTable = { name: string; columns: readonly MovedColumn[] };

type Names = keyof typeof sqliteTables;

/**
 * Returns every table of the schema, each after those that its foreign keys refer to. Not what a server records about
 * itself: the target's own server writes that, and having been started on the empty target is no reason to refuse.
 */
export function movedTables(): MovedTable[] {
  const waiting = new Set<Names>((Object.keys(sqliteTables) as Names[]).filter((name) => name !== 'installation'));
  const ordered: Names[] = [];
  while (waiting.size > 0) {
    const free = [...waiting].filter((name) => parentsOf(name).every((parent) => !waiting.has(parent)));
    if (free.length === 0) throw new Error('Foreign keys of the schema lead in a circle');
    for (const name of free) waiting.delete(name);
    ordered.push(...free);
  }
  return ordered.map((key) => describe(sqliteTables[key], postgresTables[key]));
}

function parentsOf(name: Names): Names[] {
  const parents = getTableConfig(sqliteTables[name]).foreignKeys.map((key) => key.reference().foreignTable);
  return (Object.keys(sqliteTables) as Names[]).filter(
    (other) => other !== name && parents.includes(sqliteTables[other]),
  );
}

function describe(sqlite: SQLiteTable, postgres: SQLiteTable): MovedTable {
  const key = getTableConfig(sqlite).primaryKeys.flatMap(({ columns }) => columns as Column[]);
  const others: Record<string, Column> = getTableColumns(postgres);
  const columns = Object.entries(getTableColumns(sqlite)).map(([property, column]) => ({
    name: toSnakeCase(column.name),
    isKey: column.primary || key.includes(column),
    sqlite: column,
    postgres: others[property] as Column,
  }));
  return { name: getTableName(sqlite), columns };
}
