import Database from 'better-sqlite3';
import { Client } from 'pg';

type Act = (...words: unknown[]) => unknown;

/** What `statementsOf` counts; null outside of it. */
let counted: string[] | null = null;

/** Returns the statements that `work` sends to SQLite or PostgreSQL, those of transactions included. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  counted = [];
  await work();
  const statements = counted;
  counted = null;
  return statements;
}

const statement = new Database(':memory:').prepare('select 1');
const sqlite = Object.getPrototypeOf(statement) as Record<'run' | 'get' | 'all', Act>;
for (const name of ['run', 'get', 'all'] as const) {
  const act = sqlite[name];
  sqlite[name] = function (this: Database.Statement, ...words) {
    counted?.push(this.source);
    return Reflect.apply(act, this, words);
  };
}

const postgres = Client.prototype as unknown as { query: Act };
const { query } = postgres;
postgres.query = function (...words) {
  const [asked] = words as [string | { text: string }];
  counted?.push(typeof asked === 'string' ? asked : asked.text);
  return Reflect.apply(query, this, words);
};
