import { writeFileSync } from 'node:fs';

/** How many lives are tried; in the long run (scripts/soak.mjs) as many as the seconds allow, from another seed. */
export function runs(numRuns: number) {
  const seconds = Number(process.env['THIEF_SECONDS'] ?? 0);
  if (seconds === 0) return { numRuns };
  return { seed: longRunSeed(), numRuns: 1_000_000, interruptAfterTimeLimit: seconds * 1000 };
}

/** Writes the figures for the report of the long run; writes no file outside it. */
export function noteFigures(counted: Record<string, number>): void {
  const path = process.env['THIEF_FIGURES'];
  const engine = process.env['TEST_ENGINE'] ?? 'sqlite';
  const figures = [{ engine, ...counted, nextSeed: longRunSeed() + 1 }];
  if (path) writeFileSync(path, JSON.stringify({ figures }));
}

function longRunSeed(): number {
  return Number(process.env['THIEF_SEED'] ?? 1);
}
