import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { environment } from '../config/env.ts';
import { command as words } from '../words/en/command.ts';
import { runCommand } from './main.ts';

// A pipe that closes, or a full disk, behind `| head` or `> file`: what was done is done, and the rest can't be said.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', ({ code }: { code?: string }) => {
    if (stream === process.stdout)
      process.stderr.write(`${code === 'EPIPE' ? words.outputClosed : words.outputFull}\n`);
    process.exit(1);
  });

/** The command as a process (scripts/admin.mjs): its environment, its streams, its exit code. */
process.exitCode = await runCommand(
  {
    environment: environment(),
    out: process.stdout,
    drained: async () => {
      if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
    },
    err: process.stderr,
    drawsProgress: process.stderr.isTTY === true && environment()['TERM'] !== 'dumb',
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
