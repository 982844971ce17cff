// npm run bench: measures speed as ratios formed in one run. `-- --people 1000000` for more users than 100,000. The only
// writer of docs/performance.md. Takes a few minutes; npm test never runs it.
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
await buildBaseline();
mkdirSync('test-results', { recursive: true });
const began = Date.now();
const args = ['--import', 'tsx', 'bench/main.ts', '--to', FIGURES, ...process.argv.slice(2)];
// The upper bound is measured in this process, with the memory settings of the servers.
const { code } = await run(process.execPath, args, { isLoud: true, env: { ...process.env, ...runtime } });
if (code !== 0) stop('The benchmark did not finish; the report stays as it was.');
const circumstances = {
  now: new Date(),
  seconds: Math.round((Date.now() - began) / 1000),
  loadBefore,
  command: ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' '),
};
writeFileSync(REPORT, benchReport(JSON.parse(readFileSync(FIGURES, 'utf8')), circumstances));
await runNode('@biomejs/biome/bin/biome', ['format', '--write', REPORT]);
say(`The report is in ${REPORT}.`);

/** Builds the baseline app (bench/baseline). */
async function buildBaseline() {
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  const { code: built, output } = await step('Building the baseline app', 'half a minute', () =>
    runNode('next/dist/bin/next', ['build', 'bench/baseline'], { env }),
  );
  if (built !== 0) stop('The baseline app could not be built; see the output of Next above.', output);
}
