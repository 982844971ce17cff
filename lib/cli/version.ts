import { readdirSync, readFileSync } from 'node:fs';
import { readCommit } from '../commit.mjs';
import { command as words } from '../words/en/command.ts';
import type { Options } from './command-context.ts';
import type { Terminal } from './terminal.ts';

/** version: of the app, its commit where that is known, and the schema of this code. */
export async function printVersion({ terminal, options }: { terminal: Terminal; options: Options }): Promise<number> {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const migrations = readdirSync('db/migrations/sqlite').filter((name) => name.endsWith('.sql'));
  const schema =
    migrations
      .toSorted()
      .at(-1)
      ?.replace(/\.sql$/, '') ?? '';
  const value = { version, commit: readCommit('.'), schema };
  terminal.out.write(`${options.json ? JSON.stringify(value, null, 2) : words.version(value)}\n`);
  return 0;
}
