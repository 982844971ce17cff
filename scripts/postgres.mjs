import { findPostgresPrograms } from '../db/postgres-programs.mjs';
import { installPackage, mayInstallPackages } from './debian.mjs';
import { say, step } from './say.mjs';

/**
 * Sees to it that the contract tests find a PostgreSQL server to start: one that is there, one that TEST_POSTGRES_URL
 * names, or Debian's package where this is root's machine. Elsewhere the tests say aloud what they leave out, and
 * under CI they fail.
 */
export async function ensurePostgres() {
  if (process.env.TEST_POSTGRES_URL || findPostgresPrograms()) return;
  if (!mayInstallPackages()) {
    say('No PostgreSQL server is here: install one, or set TEST_POSTGRES_URL, to run the contract on it too.');
    return;
  }
  await step('Getting a PostgreSQL server for the contract tests', 'a minute, once', async (note) => {
    note('apt-get');
    return installPackage('postgresql');
  });
}
