import { Client } from 'pg';
import type { Store } from '../db/store.ts';
import { runCommand } from '../lib/cli/main.ts';

/** Runs the command with these settings, in this process. */
export async function runMove(environment: Record<string, string>) {
  const answer = { out: '', err: '' };
  const code = await runCommand(
    {
      environment,
      out: { write: (text) => (answer.out += text) },
      err: { write: (text) => (answer.err += text) },
      ask: null,
    },
    ['move'],
  );
  return { ...answer, code };
}

/** Reads every row that is moved, table by table, in one order for both engines; then closes the database. */
export async function everything(store: Store): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  const { installation: _, ...moved } = store.tables;
  for (const [name, table] of Object.entries(moved))
    found[name] = (await store.sql.select().from(table)).map((row) => JSON.stringify(row, inOneOrder)).sort();
  await store.close();
  return found;
}

/** Sorts the keys of a JSON value: PostgreSQL has an order of its own. */
function inOneOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Makes writes to `table` (only rows that match `when`) wait. Returns a function that lets them go on. */
export async function brakeAt(url: string, table: string, when = 'true') {
  const brake = new Client(url);
  // The server whose process is killed.
  brake.on('error', () => undefined);
  await brake.connect();
  await brake.query(
    `create function wait() returns trigger language plpgsql as
     $$ begin perform pg_advisory_xact_lock(1); return new; end $$;
     create trigger waiting before insert on ${table} for each row when (${when}) execute function wait()`,
  );
  await brake.query('select pg_advisory_lock(1)');
  return {
    isWaiting: async () => (await brake.query(WAITING)).rows.length > 0,
    release: () => brake.end(),
  };
}
const WAITING = `select 1 from pg_locks where locktype = 'advisory' and not granted`;
