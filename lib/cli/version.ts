import { readdirSync, readFileSync } from 'node:fs';
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
  const value = { version, commit: readCommit(), schema };
  terminal.out.write(`${options.json ? JSON.stringify(value, null, 2) : words.version(value)}\n`);
  return 0;
}

/** Returns the commit that is checked out; null where the sources came without their history. */
function readCommit(): string | null {
  try {
    const head = readFileSync('.git/HEAD', 'utf8').trim();
    const [, ref] = /^ref: (.*)$/.exec(head) ?? [];
    const commit = ref ? readRef(ref) : head;
    return commit ? commit.slice(0, 12) : null;
  } catch {
    return null;
  }
}

function readRef(ref: string): string | undefined {
  try {
    return readFileSync(`.git/${ref}`, 'utf8').trim();
  } catch {
    const packed = readFileSync('.git/packed-refs', 'utf8').split('\n');
    return packed.find((line) => line.endsWith(` ${ref}`))?.split(' ')[0];
  }
}
