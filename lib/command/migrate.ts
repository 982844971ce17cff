import { openStore } from '../../db/open-store.ts';
import { parseSettings } from '../rules/settings.ts';

/**
 * Checks the settings and brings the database up to date, without serving: a step of a build (vercel.json). Several
 * at once wait for each other; the server does the same at its start. Answers the exit code.
 */
async function migrate(environment: Readonly<Record<string, string | undefined>>): Promise<number> {
  const parsed = parseSettings(environment);
  if (!parsed.ok) {
    for (const { name, fault, mend } of parsed.faults) process.stderr.write(`${name} ${fault}. ${mend}.\n`);
    return 1;
  }
  const db = openStore(parsed.settings.databaseUrl);
  try {
    await db.migrate();
    process.stdout.write('The database is up to date.\n');
    return 0;
  } catch (error) {
    process.stderr.write(
      `The database could not be brought up to date: ${error instanceof Error ? error.message : error}\n`,
    );
    return 1;
  } finally {
    await db.close();
  }
}

// biome-ignore lint/style/noProcessEnv: the whole environment is what is checked, as lib/env.ts does for the server
process.exitCode = await migrate(process.env);
