// The report of the benchmark, from what it measured and nothing else.
import { cpus, release, totalmem } from 'node:os';
import { bar, count, engines, measuredOf, median, round, spread, table, times } from './figures.mjs';
import { goalsTable } from './goals.mjs';

const BASELINE = 'baseline app';

/**
 * @typedef {import('../../bench/main.ts').Figures} Figures
 * @typedef {import('../../bench/rounds.ts').Round} Round
 * @typedef {import('../../bench/rounds.ts').Slices} Slices
 */

/**
 * Returns docs/performance.md as text.
 *
 * @param {Figures} figures
 * @param {{ now: Date; seconds: number; loadBefore: number; command: string }} circumstances
 */
export function benchReport(figures, { now, seconds, loadBefore, command }) {
  const { many, rounds, moveSeconds } = figures;
  const users = `${count(many)} users`;
  return `# Performance

Written by \`${command}\` on ${now.toISOString().slice(0, 10)} in ${Math.round(seconds / 60)} minutes: ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${release()}, Node ${process.versions.node}; load ${round(loadBefore, 1)} at the start. The servers, the database and the clients share these processors, so trust the ratios and measure the rest on your own machine. ${users}, three of five with an authenticator and ten one-time passwords, three events each. PostgreSQL writes to the disk at every commit (\`fsync\` on), except those of counters; SQLite in WAL with \`synchronous = NORMAL\`. Compression is left to a proxy (\`TRUSTED_PROXIES=1\`), as with deploy/nginx.conf; the proxy itself is not measured.

All apps ran at the same time and received requests in turn, in a different order in each of ${rounds.length} rounds. Ratios are formed within a round; the median is shown.

${unsteadiness(rounds)}## Against the goals

${goalsTable(figures)}

![Every goal, run by run](pictures/performance.svg)

The values of every run are in [performance-history.csv](performance-history.csv).

## Sign-ins

A complete sign-in: the form, the password, the code and Home, as a browser without JavaScript does it. The upper bound is what argon2id alone allows with our parameters on these processors: ${round(median(rounds.map(({ hash }) => hash.perSecond)))} checks per second (${rounds.map(({ hash }) => round(hash.perSecond)).join(', ')} in the rounds), ${round(median(rounds.map(({ hash }) => hash.cpuMs)))} ms of processor time each. The ${BASELINE} (bench/baseline) is Next with nothing of ours: the same hash, the same code, two posts of JSON and one page, no limits, no log, no defence. Peers (bench/peers) are the published patterns of others in our words, with the same hash: lucia’s example (server actions, password then code, hashed session tokens) and the smallest app of next-auth (password and code in one form, the session in a cookie). They are asked exactly what ours is asked.

${table(
  ['', 'a second, 16 at once', 'of the bound', 'CPU ms each', 'p50 ms alone', 'p99 ms alone', ''],
  perTarget(figures, (name, slices) => {
    const ofUpperBound = median(
      rounds.map((one) => measuredOf(one.targets, name).signIn16.perSecond / one.hash.perSecond),
    );
    return [
      round(median(slices.map(({ signIn16 }) => signIn16.perSecond)), 1),
      round(ofUpperBound, 2),
      round(median(slices.map(({ signIn16 }) => signIn16.cpuMs))),
      round(median(slices.map(({ signIn1 }) => signIn1.p50Ms))),
      round(median(slices.map(({ signIn1 }) => signIn1.p99Ms))),
      bar(ofUpperBound),
    ];
  }),
)}

Processor time of each request, in milliseconds, four at a time:

${table(
  ['', ...Object.keys(figures.steps)],
  Object.keys(measuredOf(figures.steps, 'SQLite')).map((step) => [
    step,
    ...Object.values(figures.steps).map((steps) => round(measuredOf(steps, step), 1)),
  ]),
)}

## Session checks

Home of a signed-in user, 16 at once; the Home of the ${BASELINE} is one cookie, one read and a heading.

${table(
  ['', 'a second', 'of the baseline', 'CPU ms each', 'p99 ms', ''],
  perTarget(figures, (name, slices) => {
    const ofBaseline = median(
      rounds.map(
        ({ targets }) => measuredOf(targets, name).home.perSecond / measuredOf(targets, BASELINE).home.perSecond,
      ),
    );
    return [
      round(median(slices.map(({ home }) => home.perSecond))),
      round(ofBaseline, 2),
      round(median(slices.map(({ home }) => home.cpuMs)), 1),
      round(median(slices.map(({ home }) => home.p99Ms))),
      bar(ofBaseline),
    ];
  }),
)}

## Turning two-factor on

From the tab to the ten one-time passwords, one user at a time: one password hash, ten small ones, one page with the QR code.

${table(
  ['', 'p50 ms', 'CPU ms each'],
  engines(figures).map(({ name, alone }) => [name, round(alone.enable.p50Ms), round(alone.enable.cpuMs)]),
)}

## Signing in with a passkey

Beside a password without a second step, 8 at once, from a page that stands up to the session: a passkey asks for its challenge and sends a signature, a password is hashed.

${table(
  ['', 'passkeys a second', 'passwords a second', 'ratio', 'CPU ms of a passkey', 'of a password'],
  engines(figures).map(({ name, alone: { passkeys } }) => [
    name,
    round(passkeys.passkey.perSecond, 1),
    round(passkeys.password.perSecond, 1),
    times(passkeys.passkey.perSecond / passkeys.password.perSecond),
    round(passkeys.passkey.cpuMs, 1),
    round(passkeys.password.cpuMs, 1),
  ]),
)}

## While 200 passwords are being checked

The sign-in page, 95th percentile of a hundred requests.

${table(
  ['', 'idle, ms', 'during, ms', 'ratio', 'until all were checked, s'],
  figures.hashBursts.map(({ name, idleMs, burstMs, seconds: took }) => [
    name,
    round(idleMs, 1),
    round(burstMs, 1),
    times(burstMs / idleMs),
    round(took, 1),
  ]),
)}

## Memory

MB, all processes of an app together: after its start, after all of the above, and the sum of their peaks.

${table(
  ['', 'at the start', 'after all load', 'at most'],
  figures.memory.map(({ name, idle, now: held, peak }) => [name, idle ?? '', held, peak]),
)}

Start to the first page: ${Object.entries(figures.starts)
    .map(([name, took]) => `${name} ${round(took, 1)} s`)
    .join(', ')}.

## Weight

The script files that a page loads and the page itself, compressed (gzip).

${table(
  ['page', 'script files', 'kB of scripts', 'kB of HTML'],
  [{ ...figures.baselineWeight, path: `a form of the ${BASELINE}` }, ...figures.sqlite.weights].map(
    ({ path, files, scriptBytes, pageBytes }) => [
      path,
      files,
      round(scriptBytes / 1000, 1),
      round(pageBytes / 1000, 1),
    ],
  ),
)}

${growthSection(figures)}
${moveSeconds === null ? '' : `\n## SQLite to PostgreSQL\n\n\`npm run admin -- move\` with ${users}: ${round(moveSeconds)} seconds, both sides counted and compared row by row.\n`}`;
}

/** @type {Record<keyof import('../../bench/measure.ts').Pages, string>} */
const questions = {
  signIn: 'a whole sign-in',
  home: 'session check (Home)',
  people: 'first page of /admin',
  search: 'search for an address',
  events: 'first page of events',
};

/**
 * @param {Figures} figures
 * @param {(name: string, slices: Slices[]) => string[]} cells
 */
function perTarget({ names, rounds }, cells) {
  return names.map((name) => [
    name,
    ...cells(
      name,
      rounds.map(({ targets }) => measuredOf(targets, name)),
    ),
  ]);
}

/**
 * Warns when other work on the machine has distorted the figures that are not ratios.
 *
 * @param {Round[]} rounds
 */
function unsteadiness(rounds) {
  const varied = spread(rounds.map(({ hash }) => hash.perSecond));
  if (varied < 1.15) return '';
  return `**The machine was not steady: the upper bound, measured ${rounds.length} times, varied by ×${round(varied, 1)}. That affects seconds, not ratios.**\n\n`;
}

/** @param {Figures} figures */
function growthSection(figures) {
  const { few: fewest, many } = figures;
  return `## From ${count(fewest)} to ${count(many)} users

Median in milliseconds, one request at a time, and how much longer it takes with ${count(many)} users.

${table(
  [
    '',
    ...engines(figures).flatMap(({ name }) => [`${name}, ${count(fewest)}`, `${count(many)}`, 'ratio', 'CPU ratio']),
  ],
  Object.entries(questions).map(([key, title]) => [
    title,
    ...engines(figures).flatMap(({ alone: { growth } }) => {
      const page = /** @type {keyof typeof questions} */ (key);
      const [few, grown] = [growth.few[page], growth.many[page]];
      return [
        round(few.p50Ms, 1),
        round(grown.p50Ms, 1),
        times(grown.p50Ms / few.p50Ms),
        times(grown.cpuMs / few.cpuMs),
      ];
    }),
  ]),
)}
`;
}
