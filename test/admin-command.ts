import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '../db/engines/sqlite/sqlite.ts';
import { runCommand } from '../lib/cli/main.ts';
import { makeTestEnvironment } from './environment.ts';

/** An installation of its own, and the admin command as a script calls it: no terminal to answer a question. */
export async function makeAdminCommand() {
  const folder = mkdtempSync(join(tmpdir(), 'accounts-admin-'));
  const url = `file:${join(folder, 'app.db')}`;
  const db = openSqlite(url);
  await db.migrate();
  const place = { one: db, two: db, url: '', catalogue: async () => [], close: () => db.close() };
  const testEnvironment = await makeTestEnvironment(place);
  const [key] = testEnvironment.at(0).settings.encryptionKeys;
  const environment = {
    AUTH_URL: 'http://localhost:3000',
    AUTH_SECRET: 's'.repeat(44),
    ENCRYPTION_KEYS: `k1:${key?.key.toString('base64')}`,
    DATABASE_URL: url,
    MAIL_FOLDER: join(folder, 'outbox'),
    LOG_LEVEL: 'info',
  };
  return {
    folder,
    db,
    testEnvironment,
    environment,

    /** Runs a command. `changed`: other settings than those of the installation. */
    async admin(words: readonly string[], changed: Record<string, string> = {}) {
      const answer = { out: '', err: '' };
      const code = await runCommand(
        {
          environment: { ...environment, ...changed },
          out: { write: (text) => (answer.out += text) },
          err: { write: (text) => (answer.err += text) },
          ask: null,
        },
        words,
      );
      return { ...answer, code };
    },

    /** Writes a file into the folder; returns its path. */
    write(name: string, content: string | Uint8Array): string {
      const file = join(folder, name);
      writeFileSync(file, content);
      return file;
    },

    async close() {
      await testEnvironment.close();
      rmSync(folder, { recursive: true });
    },
  };
}
