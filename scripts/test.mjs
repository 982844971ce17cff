// npm test: runs everything that a change must pass. `-- check`, `-- unit` and `-- e2e [arguments of playwright]` run a
// part; `--no-setup` installs nothing on the machine.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeProblem } from './node-version.mjs';
import { say, step, stop } from './say.mjs';

/** @typedef {import('../server/child.mjs').RunResult} RunResult */
/** @typedef {{ passed: number; failed: number; skipped: number; flaky?: number }} Counts */

const problem = nodeProblem();
if (problem) stop(problem);

const { ensureBuilt } = await import('./build.mjs');
const { TESTED_BUILD } = await import('./build-folders.mjs');
const { run, runNode } = await import('../server/child.mjs');
const { findChromium } = await import('./system/chromium.mjs');
const { ensureInstalled } = await import('./install.mjs');
const { ensureTools } = await import('./setup.mjs');

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const isSetupAllowed = !process.argv.includes('--no-setup');
const [name = 'all', ...more] = process.argv.slice(2).filter((argument) => argument !== '--no-setup');
const parts = new Map([
  ['all', [check, unit, endToEnd]],
  ['check', [check]],
  ['unit', [unit]],
  ['e2e', [endToEnd]],
]).get(name);
if (!parts) stop(`There is no part ${name}: choose check, unit or e2e, or leave it out to run all.`);

const REPORTS = { unit: 'test-results/unit.json', e2e: 'test-results/e2e.json' };
for (const path of Object.values(REPORTS)) rmSync(path, { force: true });
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };

await ensureInstalled({ forTests: true });
for (const part of parts) await part();
closingLine();

async function check() {
  await quiet('Types', 'half a minute', async () => {
    // Writes the types of the routes, without which a link cannot be checked.
    const generated = await runNode('next/dist/bin/next', ['typegen'], { env });
    return generated.code === 0 ? runNode('typescript/bin/tsc', ['--noEmit']) : generated;
  });
  await quiet('Lint', 'a few seconds', () =>
    runNode('@biomejs/biome/bin/biome', ['check', '.', '--error-on-warnings']),
  );
  await quiet('Layers', 'a few seconds', () => run(process.execPath, ['scripts/layers.mjs']));
  await quiet('Words', 'a few seconds', () => run(process.execPath, ['scripts/lint/literal-text.mjs']));
  await quiet('Retired words', 'a second', () => run(process.execPath, ['scripts/lint/retired-words.mjs']));
  await quiet('Unused code', 'a few seconds', () => runNode('knip/bin/knip.js', []));
}

async function unit() {
  await ensureTools(['PostgreSQL'], { isAllowed: isSetupAllowed });
  const report = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORTS.unit}`];
  await loud('Unit and contract tests', 'half a minute', () =>
    runNode('vitest/vitest.mjs', ['run', ...report], { env, isLoud: true }),
  );
}

async function endToEnd() {
  await ensureTools(['Chromium', 'PostgreSQL', 'nginx', 'Caddy', 'mod_auth_openidc', 'Authlib'], {
    isAllowed: isSetupAllowed,
  });
  const chromium = await findChromium();
  if (!chromium) stop('There is no Chromium: run npm run setup, or set CHROMIUM_PATH to its program.');
  await ensureBuilt(TESTED_BUILD);
  const browser = chromium.path ? { CHROMIUM_PATH: chromium.path } : {};
  await loud('End-to-end tests', 'a few minutes', () =>
    runNode('@playwright/test/cli.js', ['test', ...more], { env: { ...env, ...browser }, isLoud: true }),
  );
}

/**
 * Runs a step whose output matters only when it fails.
 *
 * @param {string} title
 * @param {string} expectation
 * @param {() => Promise<RunResult>} work
 */
async function quiet(title, expectation, work) {
  const { code, output } = await step(title, expectation, work);
  if (code !== 0) stop(`${title}: failed, see above.`, output);
}

/**
 * Runs a step that reports its own progress.
 *
 * @param {string} title
 * @param {string} expectation
 * @param {() => Promise<RunResult>} work
 */
async function loud(title, expectation, work) {
  const { code } = await step(title, expectation, work, { hasHeartbeat: false });
  if (code === 0) return;
  closingLine({ isFailed: true });
  process.exit(1);
}

/**
 * Prints the sum of both runners. A run that failed without a failed test (a file that could not be read) counts as one.
 */
function closingLine({ isFailed = false } = {}) {
  /** @type {Counts[]} */
  const counts = [unitCounts(readReport(REPORTS.unit)), e2eCounts(readReport(REPORTS.e2e))];
  const sum = (/** @type {keyof Counts} */ name) => counts.reduce((total, count) => total + (count[name] ?? 0), 0);
  const failed = Math.max(sum('failed'), isFailed ? 1 : 0);
  if (sum('passed') + failed === 0) return;
  say(
    `\n${sum('passed')} passed, ${failed} failed${sum('skipped') ? `, ${sum('skipped')} skipped` : ''}${sum('flaky') ? `, ${sum('flaky')} of them at the second try` : ''}`,
  );
}

/**
 * @param {Partial<import('vitest/node').JsonTestResults>} report
 */
function unitCounts(report) {
  return {
    passed: report.numPassedTests ?? 0,
    failed: report.numFailedTests ?? 0,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  };
}

/** @param {Partial<import('@playwright/test/reporter').JSONReport>} report */
function e2eCounts(report) {
  const { expected, flaky, unexpected, skipped } = report.stats ?? { expected: 0, flaky: 0, unexpected: 0, skipped: 0 };
  return { passed: expected + flaky, failed: unexpected, skipped, flaky };
}

/** @param {string} path */
function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}
