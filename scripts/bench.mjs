// npm run bench: measures speed as ratios formed in one run. `-- --people 1000000` for more users than 100,000, `-- --only
// apps` for what apps ask and nothing else. The only writer of docs/performance.md. Takes a few minutes; npm test never runs it.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { readCommit } from '../lib/commit.mjs';
import { run, runNode } from '../server/child.mjs';
import { runtime } from '../server/memory.mjs';
import { appsSection, withAppsSection } from './bench/apps-section.mjs';
import { goals } from './bench/goals.mjs';
import { addRun, drawHistory } from './bench/history.mjs';
import { benchReport } from './bench/report.mjs';
import { ensureBuilt } from './build.mjs';
import { TESTED_BUILD } from './build-folders.mjs';
import { ensureInstalled } from './install.mjs';
import { say, step, stop } from './say.mjs';
import { ensureTools } from './setup.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const FIGURES = 'test-results/bench.json';
const REPORT = 'docs/performance.md';
const HISTORY = 'docs/performance-history.csv';
const PICTURE = 'docs/pictures/performance.svg';
/** What ours is compared with: Next with nothing of ours, and peers. */
const APPS = ['bench/baseline', 'bench/peers/lucia', 'bench/peers/next-auth'];
const isPart = process.argv.includes('--only');

// Before the build, which is a load of its own.
const [loadBefore = 0] = loadavg();
await ensureInstalled({ forTests: true });
if (!isPart) await ensureTools(['PostgreSQL']);
await ensureBuilt(TESTED_BUILD);
for (const app of isPart ? APPS.slice(0, 1) : APPS) await buildApp(app);
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
const figures = JSON.parse(readFileSync(FIGURES, 'utf8'));
const apps = appsSection(figures.apps, circumstances);
if (isPart) writeFileSync(REPORT, withAppsSection(readFileSync(REPORT, 'utf8'), apps));
else {
  writeFileSync(REPORT, withAppsSection(benchReport(figures, circumstances), apps));
  keepHistory(goals(figures), String(figures.many));
}
await runNode('@biomejs/biome/bin/biome', ['format', '--write', REPORT]);
say(`The report is in ${REPORT}.`);

/**
 * Adds this run to the history and draws it.
 *
 * @param {import('./bench/goals.mjs').Goal[]} reached
 * @param {string} people
 */
function keepHistory(reached, people) {
  const before = existsSync(HISTORY) ? readFileSync(HISTORY, 'utf8') : '';
  const day = circumstances.now.toISOString().slice(0, 10);
  const csv = addRun(before, { day, commit: readCommit('.') ?? '', people, goals: reached });
  writeFileSync(HISTORY, csv);
  writeFileSync(PICTURE, drawHistory(csv, reached));
}

/**
 * Builds one of the apps that ours is compared with.
 *
 * @param {string} app its folder
 */
async function buildApp(app) {
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  const { code: built, output } = await step(`Building ${app}`, 'half a minute', () =>
    runNode('next/dist/bin/next', ['build', app], { env }),
  );
  if (built !== 0) stop(`${app} could not be built; see the output of Next above.`, output);
}
