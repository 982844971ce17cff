import type { Client } from 'pg';
import type { MovedTable } from './moved-tables.ts';

type Definition = { name: string; table: string; definition: string };

/** Enough to sort an index of a million rows without leaving memory; a server's own default is 64 MB. */
const SORTING_MEMORY = '256MB';

/**
 * Drops the foreign keys of empty tables, and their indexes but those of keys. Returns what makes the same ones again,
 * with all their checks. Filling an index row by row costs several times as much as building it once, and dropping it
 * waits for readers and keeps them out until the transaction of `client` ends.
 */
export async function dropIndexes(client: Client, tables: readonly MovedTable[]): Promise<() => Promise<void>> {
  const names = [tables.map(({ name }) => name)];
  const foreignKeys = await client.query<Definition>(
    `select conname as name, conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conrelid = any($1::text[]::regclass[])`,
    names,
  );
  const indexes = await client.query<Omit<Definition, 'table'>>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where indrelid = any($1::text[]::regclass[])
     and not exists (select from pg_constraint where conindid = indexrelid)`,
    names,
  );
  for (const { table, name } of foreignKeys.rows) await client.query(`alter table ${table} drop constraint "${name}"`);
  for (const { name } of indexes.rows) await client.query(`drop index ${name}`);

  return async () => {
    await client.query(`set local maintenance_work_mem = '${SORTING_MEMORY}'`);
    for (const { definition } of indexes.rows) await client.query(definition);
    for (const { table, name, definition } of foreignKeys.rows)
      await client.query(`alter table ${table} add constraint "${name}" ${definition}`);
  };
}
