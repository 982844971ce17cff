// npm run test:soak: what needs hours or thousands of repetitions. `-- --minutes 30 --seed 7 --parts fuzz,races`.
// Bounded by the minutes; what was reached stays in test-results/soak.json, so that the next run goes on from there.
// Writes docs/soak.md, whose figures come from nowhere else.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runNode } from '../server/child.mjs';
import { ensureBuilt } from './build.mjs';
import { TESTED_BUILD } from './build-folders.mjs';
import { say, step, stop } from './say.mjs';
import { ensureTools } from './setup.mjs';
import { soakReport } from './soak/report.mjs';
import { findChromium } from './system/chromium.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const PROGRESS = 'test-results/soak.json';
const RUN = 'test-results/soak-run.json';
const REPORT = 'docs/soak.md';

/** One turn of each part: a few minutes. `env` sets how much of it. */
const parts = {
  'request-filter': {
    spec: 'e2e/attacks/without-request-filter.spec.ts',
    env: () => ({ REAL_BUILD: '1' }),
    isOnce: true,
  },
  fuzz: {
    spec: 'e2e/attacks/fuzz.spec.ts',
    env: ({ nextSeed }) => ({ FUZZ_SECONDS: '60', FUZZ_SEED: String(nextSeed) }),
  },
  races: { spec: 'e2e/races.spec.ts', env: () => ({ RACES: '5' }) },
  faults: { spec: 'e2e/instance-faults.spec.ts', env: () => ({ FAULTS: '3' }) },
  kills: { spec: 'e2e/kills.spec.ts', env: () => ({ KILLS: '10' }) },
  // `--kills 100`: a hundred with a code and a hundred with a one-time password, on each engine.
  'sign-in-kills': { spec: 'e2e/kills.spec.ts', grep: 'while signing in', env: ({ kills }) => ({ KILLS: kills }) },
  // Lives of a thief and an owner (docs/attacks.md A-95 to A-97), on one engine after the other.
  thief: {
    unit: 'lib/flows/account/thief-model.test.ts',
    grep: 'a new seed',
    env: ({ nextSeed }) => ({
      THIEF_SECONDS: '120',
      THIEF_SEED: String(nextSeed),
      THIEF_FIGURES: RUN,
      TEST_ENGINE: nextSeed % 2 === 0 ? 'postgres' : 'sqlite',
    }),
  },
  enumeration: { spec: 'e2e/enumeration.bench.ts', env: ({ samples }) => ({ SAMPLES: samples }), isOnce: true },
};

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    samples: { type: 'string', default: '300' },
    kills: { type: 'string', default: '10' },
    parts: { type: 'string', default: Object.keys(parts).join(',') },
  },
});
const chosen = values.parts.split(',');
const unknown = chosen.find((name) => !parts[name]);
if (unknown) stop(`There is no part ${unknown}: choose from ${Object.keys(parts).join(', ')}.`);

mkdirSync('test-results', { recursive: true });
const progress = existsSync(PROGRESS) ? JSON.parse(readFileSync(PROGRESS, 'utf8')) : {};
await ensureTools(['Chromium', 'PostgreSQL', 'nginx']);
const chromium = (await findChromium())?.path;
await ensureBuilt(TESTED_BUILD);

const end = Date.now() + Number(values.minutes) * 60_000;
let faults = 0;
for (let turn = 0; Date.now() < end; turn += 1) {
  const due = chosen.filter((name) => turn === 0 || !parts[name].isOnce);
  if (due.length === 0) break;
  for (const name of due) if (Date.now() < end) faults += await oneTurn(name);
}
say(`The report stands in docs/soak.md.${faults ? ` ${faults} turns failed.` : ''}`);
process.exit(faults ? 1 : 0);

/** Runs a part once, adds what it measured to the progress, writes the report. Answers 1 when it failed. */
async function oneTurn(name) {
  const { spec, unit, grep, env } = parts[name];
  progress[name] ??= { turns: 0, failed: 0, seconds: 0, figures: [] };
  const known = progress[name];
  const nextSeed = known.figures.at(-1)?.nextSeed ?? Number(values.seed);
  rmSync(RUN, { force: true });
  const own = { ...env({ nextSeed, ...values }), SOAK: '1', PLAYWRIGHT_JSON_OUTPUT_FILE: RUN };
  const begin = Date.now();
  const { code, output } = await step(`Soak: ${name}`, 'a minute or more', () =>
    unit
      ? runNode('vitest/vitest.mjs', ['run', unit, '-t', grep], { env: { ...process.env, ...own } })
      : runNode(
          '@playwright/test/cli.js',
          ['test', spec, '--workers=1', '--reporter=json', ...(grep ? ['--grep', grep] : [])],
          {
            env: {
              ...process.env,
              ...own,
              ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
              NEXT_TELEMETRY_DISABLED: '1',
            },
          },
        ),
  );
  known.turns += 1;
  known.seconds += Math.round((Date.now() - begin) / 1000);
  const report = JSON.parse(existsSync(RUN) ? readFileSync(RUN, 'utf8') : '{}');
  known.figures.push(...(unit ? (report.figures ?? []) : figuresOf(report)));
  if (code !== 0) {
    known.failed += 1;
    say(output.slice(-4_000));
  }
  writeFileSync(PROGRESS, JSON.stringify(progress, null, 1));
  writeFileSync(REPORT, soakReport(progress, new Date()));
  await runNode('@biomejs/biome/bin/biome', ['format', '--write', REPORT]);
  return code === 0 ? 0 : 1;
}

/** What the end-to-end tests noted (e2e/fixtures/figures.ts), with their titles. */
function figuresOf(report) {
  const found = [];
  const visit = (suite) => {
    for (const inner of suite.suites ?? []) visit(inner);
    for (const { title, tests } of suite.specs ?? [])
      for (const { type, description } of tests.flatMap((test) => test.annotations))
        if (type === 'figures') found.push({ title, ...JSON.parse(description) });
  };
  visit(report);
  return found;
}
