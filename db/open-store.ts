import { openPostgres } from './engines/postgres/postgres.ts';
import { openSqlite } from './engines/sqlite/sqlite.ts';
import type { Store } from './store.ts';

/** Opens the database of `file:PATH` or `postgres://…`. `onLostConnection` gets errors the pool recovers from. */
export function openStore(url: string, options: { onLostConnection?: (error: Error) => void } = {}): Store {
  return url.startsWith('file:') ? openSqlite(url) : openPostgres(url, options);
}
