import { createInterface } from 'node:readline/promises';
import type { Options } from './stage.ts';

/**
 * Asks before something that cannot be taken back, unless --yes was given. Where nobody can answer (no terminal) it
 * is not done: a script has to say --yes.
 */
export async function confirm({ yes }: Options, question: string): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY) {
    process.stderr.write(`${question} Say --yes to do so without being asked.\n`);
    return false;
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await lines.question(`${question} Type yes to go on: `);
    return answer.trim().toLowerCase() === 'yes';
  } finally {
    lines.close();
  }
}
