import { findPostgresPrograms } from './postgres-programs.mjs';

/** Finds a PostgreSQL server for the tests: the URL in TEST_POSTGRES_URL, or the folder of a server's programs. */
export function findPostgres() {
  return process.env.TEST_POSTGRES_URL || findPostgresPrograms();
}
