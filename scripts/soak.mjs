// npm run test:soak: what needs hours or thousands of repetitions. `-- --minutes 30 --seed 7 --parts fuzz,races`. Stops
// after the minutes; test-results/soak.json keeps the progress, so that the next run goes on from there. The only writer
// of docs/soak.md.
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
import { findVercel, HOW_TO_GET_VERCEL } from './system/vercel.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const PROGRESS = 'test-results/soak.json';
const RUN = 'test-results/soak-run.json';
const REPORT = 'docs/soak.md';

/**
 * @typedef {{ nextSeed: number; samples: string; kills: string }} Amounts
 * @typedef {{ spec: string } | { unit: string }} Test
 * @typedef {{ find: () => Promise<unknown>; howToGet: string }} Needs what `npm run setup` doesn't install
 * @typedef {Test & { grep?: string; isOnce?: boolean; needs?: Needs; env: (amounts: Amounts) => Record<string, string> }} Part
 */

/**
 * One turn of each part takes a few minutes; `env` sets how much of it runs.
 *
 * @type {Record<string, Part>}
 */
const parts = {
  'request-filter': {
    spec: 'e2e/attacks/filter-in-next.bench.ts',
    env: () => ({ APP_FORM: 'proxy' }),
    isOnce: true,
  },
  // Built by Vercel's own command and served from its output (e2e/vercel).
  vercel: {
    spec: 'e2e/(attacks/(vercel|filter-in-next)\\.bench|(origin-story|passkey-sign-in|attacks/(forged-requests|headers|sessions)|mail/sign-up)\\.spec)',
    env: () => ({ APP_FORM: 'vercel' }),
    isOnce: true,
    needs: { find: findVercel, howToGet: HOW_TO_GET_VERCEL },
  },
  fuzz: {
    spec: 'e2e/attacks/fuzz.spec.ts',
    env: ({ nextSeed }) => ({ FUZZ_SECONDS: '60', FUZZ_SEED: String(nextSeed) }),
  },
  races: { spec: 'e2e/races.spec.ts', env: () => ({ RACES: '5' }) },
  'host-checks': { spec: 'e2e/host-checks.spec.ts', env: () => ({ CHECKS: '100000' }) },
  'app-races': { spec: 'e2e/app-races.spec.ts', env: () => ({ RACES: '200' }) },
  faults: { spec: 'e2e/instance-faults.spec.ts', env: () => ({ FAULTS: '3' }) },
  kills: { spec: 'e2e/kills.spec.ts', env: () => ({ KILLS: '10' }) },
  // `--kills 100`: a hundred with a code and a hundred with a one-time password, on each engine.
  'sign-in-kills': { spec: 'e2e/kills.spec.ts', grep: 'while signing in', env: ({ kills }) => ({ KILLS: kills }) },
  // Lives of a thief and an owner (docs/attacks.md A-95 to A-97), on the two engines in turn.
  thief: {
    unit: 'lib/flows/account/thief-model.test.ts',
    grep: 'another seed',
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
    parts: { type: 'string' },
  },
});
const named = (values.parts?.split(',') ?? Object.keys(parts)).map((name) => {
  const part = parts[name];
  return part ? { name, part } : stop(`There is no part ${name}: choose from ${Object.keys(parts).join(', ')}.`);
});
const missing = await Promise.all(named.map(async ({ part }) => part.needs && !(await part.needs.find())));
const chosen = named.filter(({ name, part }, index) => {
  if (!part.needs || !missing[index]) return true;
  if (values.parts) stop(part.needs.howToGet);
  say(`${name} is left out. ${part.needs.howToGet}`);
  return false;
});

mkdirSync('test-results', { recursive: true });
/** @type {Record<string, import('./soak/report.mjs').Progress>} */
const progress = existsSync(PROGRESS) ? JSON.parse(readFileSync(PROGRESS, 'utf8')) : {};
await ensureTools(['Chromium', 'PostgreSQL', 'nginx', 'Caddy']);
const chromium = (await findChromium())?.path;
await ensureBuilt(TESTED_BUILD);

const end = Date.now() + Number(values.minutes) * 60_000;
let failures = 0;
for (let turn = 0; Date.now() < end; turn += 1) {
  const due = chosen.filter(({ part }) => turn === 0 || !part.isOnce);
  if (due.length === 0) break;
  for (const { name, part } of due) if (Date.now() < end && !(await oneTurn(name, part))) failures += 1;
}
say(`The report is in ${REPORT}.${failures ? ` ${failures} turns failed.` : ''}`);
process.exit(failures ? 1 : 0);

/**
 * Runs a part once, adds what it measured to the progress, writes the report. Returns whether it passed.
 *
 * @param {string} name
 * @param {Part} part
 */
async function oneTurn(name, part) {
  progress[name] ??= { turns: 0, failed: 0, seconds: 0, figures: [] };
  const known = progress[name];
  const nextSeed = Number(known.figures.at(-1)?.nextSeed ?? values.seed);
  rmSync(RUN, { force: true });
  const own = { ...part.env({ ...values, nextSeed }), SOAK: '1', PLAYWRIGHT_JSON_OUTPUT_FILE: RUN };
  const grep = part.grep ?? '';
  const begin = Date.now();
  const { code, output } = await step(`Soak: ${name}`, 'a minute or more', () =>
    'unit' in part
      ? runNode('vitest/vitest.mjs', ['run', part.unit, '-t', grep], { env: { ...process.env, ...own } })
      : runNode(
          '@playwright/test/cli.js',
          ['test', part.spec, '--workers=1', '--reporter=json', ...(grep ? ['--grep', grep] : [])],
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
  known.figures.push(...('unit' in part ? (report.figures ?? []) : figuresOf(report)));
  if (code !== 0) {
    known.failed += 1;
    say(output.slice(-4_000));
  }
  writeFileSync(PROGRESS, JSON.stringify(progress, null, 1));
  writeFileSync(REPORT, soakReport(progress, new Date(), existsSync(REPORT) ? readFileSync(REPORT, 'utf8') : ''));
  await runNode('@biomejs/biome/bin/biome', ['format', '--write', REPORT]);
  return code === 0;
}

/**
 * Returns what the end-to-end tests noted (e2e/fixtures/figures.ts), with their titles.
 *
 * @param {Partial<import('@playwright/test/reporter').JSONReportSuite>} report
 */
function figuresOf(report) {
  /** @type {import('./soak/report.mjs').Figures[]} */
  const found = [];
  const visit = (/** @type {typeof report} */ suite) => {
    for (const inner of suite.suites ?? []) visit(inner);
    for (const { title, tests } of suite.specs ?? [])
      for (const { type, description } of tests.flatMap((test) => test.annotations))
        if (type === 'figures') found.push({ title, ...JSON.parse(description ?? '{}') });
  };
  visit(report);
  return found;
}
