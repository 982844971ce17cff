import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { environment } from '../config/env.ts';
import { runCommand } from './main.ts';

/** The command as a process (scripts/admin.mjs): its environment, its streams, its exit code. */
process.exitCode = await runCommand(
  {
    environment: environment(),
    out: process.stdout,
    drained: async () => {
      if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
    },
    err: process.stderr,
    ask: process.stdin.isTTY ? ask : null,
    script: process.argv[1],
  },
  process.argv.slice(2),
);

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}
