import { findPostgresPrograms } from './postgres-programs.mjs';

/** A PostgreSQL server for the tests: the address in TEST_POSTGRES_URL, or the folder of a server's programs. */
export function findPostgres() {
  return process.env.TEST_POSTGRES_URL || findPostgresPrograms();
}
