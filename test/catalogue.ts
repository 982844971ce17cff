import type { Database } from 'better-sqlite3';
import { getTableConfig } from 'drizzle-orm/sqlite-core';
import { tables } from '../db/engines/sqlite/schema.ts';

type Column = { table: string; name: string; required: boolean };
type Index = { table: string; name: string; unique: boolean; partial: boolean; columns: string };
type Catalogue = { columns: Column[]; keys: { table: string; columns: string }[]; indices: Index[] };

/** Returns the catalogue that db/schema.ts describes. */
export function expectedCatalogue(): string[] {
  const found: Catalogue = { columns: [], keys: [], indices: [] };
  for (const { name: table, columns, primaryKeys, indexes } of Object.values(tables).map((one) =>
    getTableConfig(one),
  )) {
    // An expression has no name, here nor in an engine.
    const named = (list: readonly object[]) =>
      list.flatMap((column) => ('name' in column ? [snake(String(column.name))] : [])).join();
    const key = primaryKeys[0]?.columns ?? columns.filter((column) => column.primary);
    found.keys.push({ table, columns: named(key) });
    for (const column of columns) {
      found.columns.push({ table, name: snake(column.name), required: column.notNull });
      if (column.isUnique)
        found.indices.push({
          table,
          name: snake(column.uniqueName ?? ''),
          unique: true,
          partial: false,
          columns: snake(column.name),
        });
    }
    for (const { config } of indexes) {
      found.indices.push({
        table,
        name: config.name,
        unique: config.unique,
        partial: config.where !== undefined,
        columns: named(config.columns),
      });
    }
  }
  return lines(found);
}

export function sqliteCatalogue(connection: Database): string[] {
  const ask = <Row>(text: string) => connection.prepare(text).all() as Row[];
  const ours = `m.type = 'table' and m.name not like 'sqlite%' and m.name not like '%\\_migrations' escape '\\'`;
  const members = `(select group_concat(name) from (select name from pragma_index_info(i.name) order by seqno))`;
  const found = {
    columns: ask<Column>(
      `select m.name as "table", c.name, c."notnull" as required from sqlite_master m, pragma_table_info(m.name) c where ${ours}`,
    ),
    keys: ask<{ table: string; columns: string }>(
      `select m.name as "table", (select group_concat(name) from (select name from pragma_table_info(m.name) where pk > 0 order by pk)) as columns
       from sqlite_master m where ${ours}`,
    ),
    indices: ask<Index>(
      `select m.name as "table", i.name, i."unique", i.partial, ${members} as columns
       from sqlite_master m, pragma_index_list(m.name) i where ${ours} and i.origin = 'c'`,
    ),
  };
  connection.close();
  return lines(found);
}

export async function postgresCatalogue(query: (text: string) => Promise<{ rows: unknown[] }>): Promise<string[]> {
  const { rows: columns } = await query(
    `select table_name as "table", column_name as name, is_nullable = 'NO' as required from information_schema.columns where table_schema = 'public' and table_name <> 'accounts_migrations'`,
  );
  const { rows } = await query(
    `select c.relname as "table", i.relname as name, x.indisprimary as key, x.indisunique as "unique", x.indpred is not null as partial,
       (select string_agg(a.attname, ',' order by k.place) from unnest(x.indkey::int2[]) with ordinality k (number, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number) as columns
     from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
     where c.relnamespace = 'public'::regnamespace and c.relname <> 'accounts_migrations'`,
  );
  const all = rows as (Index & { key: boolean })[];
  return lines({
    columns: columns as Column[],
    keys: all.filter((index) => index.key),
    indices: all.filter((index) => !index.key),
  });
}

function lines({ columns, keys, indices }: Catalogue): string[] {
  return [
    ...columns.map(({ table, name, required }) => `${table}.${name}${required ? ' not null' : ''}`),
    ...keys.map((key) => `${key.table} key (${key.columns})`),
    ...indices.map(
      (index) =>
        `${index.table} ${index.unique ? 'unique ' : ''}index ${index.name} (${index.columns || 'expression'})${index.partial ? ' where' : ''}`,
    ),
  ].sort();
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
