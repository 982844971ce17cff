// npm run bench: how fast it is, as ratios formed in one run. `-- --people 1000000` for a larger crowd than 100,000.
// Writes docs/performance.md, whose figures come from nowhere else. A few minutes; never a part of npm test.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { run, runNode } from '../server/child.mjs';
import { runtime } from '../server/memory.mjs';
import { benchReport } from './bench/report.mjs';
import { ensureBuilt } from './build.mjs';
import { TESTED_BUILD } from './build-folders.mjs';
import { ensureInstalled } from './install.mjs';
import { say, step, stop } from './say.mjs';
import { ensureTools } from './setup.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const FIGURES = 'test-results/bench.json';
const REPORT = 'docs/performance.md';

// Before the build, which is a load of its own.
const [loadBefore = 0] = loadavg();
await ensureInstalled({ forTests: true });
await ensureTools(['PostgreSQL']);
await ensureBuilt(TESTED_BUILD);
await buildFloor();
mkdirSync('test-results', { recursive: true });
const began = Date.now();
const args = ['--import', 'tsx', 'bench/main.ts', '--to', FIGURES, ...process.argv.slice(2)];
// The ceiling is measured in this process, with the same memory as the servers have.
const { code } = await run(process.execPath, args, { isLoud: true, env: { ...process.env, ...runtime } });
if (code !== 0) stop('The benchmark did not come to its end; the report stays as it was.');
const circumstances = {
  now: new Date(),
  seconds: Math.round((Date.now() - began) / 1000),
  loadBefore,
  command: ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' '),
};
writeFileSync(REPORT, benchReport(JSON.parse(readFileSync(FIGURES, 'utf8')), circumstances));
await runNode('@biomejs/biome/bin/biome', ['format', '--write', REPORT]);
say(`The report stands in ${REPORT}.`);

/** The app that ours is measured against (bench/baseline). */
async function buildFloor() {
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  const { code: built, output } = await step('Building the app to measure against', 'half a minute', () =>
    runNode('next/dist/bin/next', ['build', 'bench/baseline'], { env }),
  );
  if (built !== 0) stop('The app to measure against could not be built; what Next said stands above.', output);
}
