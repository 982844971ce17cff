import type { Store } from './store.ts';

/**
 * Opens the database of `file:PATH` or `postgres://…`, with the driver of its engine and without the other.
 * `onLostConnection` gets errors the pool recovers from.
 */
export async function openStore(
  url: string,
  options: { onLostConnection?: (error: Error) => void } = {},
): Promise<Store> {
  if (url.startsWith('file:')) return (await import('./engines/sqlite/sqlite.ts')).openSqlite(url);
  return (await import('./engines/postgres/postgres.ts')).openPostgres(url, options);
}
