// The report of the benchmark, from what it measured and nothing else.
import { cpus, release, totalmem } from 'node:os';

/** docs/performance.md as text. */
export function benchReport(figures, { now, seconds, loadBefore, command }) {
  const { many, hashes, sqlite, postgres, moveSeconds } = figures;
  const engines = [['SQLite', sqlite], ...(postgres ? [['PostgreSQL', postgres]] : [])];
  const ceiling = median(hashes.map(({ perSecond }) => perSecond));
  const crowd = `${count(many)} people`;
  const runs = [
    ...engines.map(([name, { loads }]) => [name, loads]),
    ...(postgres?.two ? [['PostgreSQL, two instances', postgres.two]] : []),
  ];
  return `# Performance

Written by \`${command}\` on ${now.toISOString().slice(0, 10)} in ${Math.round(seconds / 60)} minutes: ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${release()}, Node ${process.versions.node}; load ${round(loadBefore, 1)} when it began. The servers, the database and the visitors share these processors, so believe the ratios and measure the rest at your own place. ${crowd}, three of five with an authenticator and ten one-time passwords, three events each. PostgreSQL writes to the disk at every commit (\`fsync\` on) but those of counters; SQLite in WAL with \`synchronous = NORMAL\`.

${unrest(hashes)}## Sign-ins

A whole one: the form, the password, the code, Home, as a browser without JavaScript does it. The ceiling is what argon2id alone allows with our parameters on these processors: ${round(ceiling)} checks a second (${hashes.map(({ perSecond }) => round(perSecond)).join(', ')} before, between and after).

${table(
  ['', 'at once', 'a second', 'of the ceiling', 'p50 ms', 'p99 ms', 'CPU ms each', ''],
  runs.flatMap(([name, { signIn4, signIn16 }]) =>
    [
      [4, signIn4],
      [16, signIn16],
    ].map(([atOnce, rate]) => [
      name,
      atOnce,
      round(rate.perSecond, 1),
      round(rate.perSecond / ceiling, 2),
      round(rate.p50Ms),
      round(rate.p99Ms),
      round(rate.cpuMs),
      bar(rate.perSecond / ceiling),
    ]),
  ),
)}

## Session checks

Home with a session, 16 at once, against the sign-in page of the same build without one.

${table(
  ['', 'Home a second', 'sign-in page a second', 'ratio', 'CPU ms each', 'p99 ms', ''],
  runs.map(([name, { home, bare }]) => [
    name,
    round(home.perSecond),
    round(bare.perSecond),
    round(home.perSecond / bare.perSecond, 2),
    `${round(home.cpuMs, 1)} / ${round(bare.cpuMs, 1)}`,
    round(home.p99Ms),
    bar(home.perSecond / bare.perSecond),
  ]),
)}

## Turning two-factor on

From the tab to the ten one-time passwords, one person at a time: one password hash, ten small ones, one page with the QR code.

${table(
  ['', 'p50 ms', 'CPU ms each', 'in units of one hash'],
  runs.map(([name, { enable }]) => [
    name,
    round(enable.p50Ms),
    round(enable.cpuMs),
    round(enable.cpuMs / median(hashes.map(({ cpuMs }) => cpuMs)), 1),
  ]),
)}

## Start and memory

${table(
  ['', 'start to the first page, s', 'MB after the start', 'MB after all load', 'MB at most'],
  engines.map(([name, { startSeconds, memory }]) => [
    name,
    startSeconds.map((value) => round(value, 1)).join(', '),
    memory.idle.map(({ now: held }) => held).join(', '),
    memory.loaded.map(({ now: held }) => held).join(', '),
    memory.loaded.map(({ peak }) => peak).join(', '),
  ]),
)}

## Weight

Compressed (gzip) files of scripts that a page asks for, and the page itself.

${table(
  ['page', 'script files', 'kB of scripts', 'kB of HTML'],
  sqlite.weights.map(({ path, files, scriptBytes, pageBytes }) => [
    path,
    files,
    round(scriptBytes / 1000, 1),
    round(pageBytes / 1000, 1),
  ]),
)}

${growthSection(figures, engines)}
${moveSeconds === null ? '' : `\n## SQLite to PostgreSQL\n\n\`npm run admin -- move\` with ${crowd}: ${round(moveSeconds)} seconds, both sides counted and compared row by row.\n`}`;
}

const questions = {
  signIn: 'a whole sign-in',
  home: 'session check (Home)',
  people: 'first page of /admin',
  search: 'search for an address',
  events: 'first page of events',
};

/** Other work on the machine spoils the ratios too, since it does not last evenly. */
function unrest(hashes) {
  const speeds = hashes.map(({ perSecond }) => perSecond);
  const spread = Math.max(...speeds) / Math.min(...speeds);
  if (spread < 1.15) return '';
  return `**The machine was busy with other things: the ceiling, measured ${hashes.length} times, varied by ×${round(spread, 1)}. Do not judge by these figures; run it again on a quiet one.**\n\n`;
}

/** Runs before there was a comparison of warm servers have none. */
function growthSection({ few: fewest, many }, engines) {
  if (!engines.every(([, { growth }]) => growth)) return '';
  return `## From ${count(fewest)} to ${count(many)} people

Median of one at a time, in milliseconds, and how much longer it takes with ${count(many)} people.

${table(
  ['', ...engines.flatMap(([name]) => [`${name}, ${count(fewest)}`, `${count(many)}`, 'ratio', 'CPU ratio'])],
  Object.entries(questions).map(([key, title]) => [
    title,
    ...engines.flatMap(
      ([
        ,
        {
          growth: { few, many: grown },
        },
      ]) => [
        round(few[key].p50Ms, 1),
        round(grown[key].p50Ms, 1),
        `×${round(grown[key].p50Ms / few[key].p50Ms, 2)}`,
        `×${round(grown[key].cpuMs / few[key].cpuMs, 2)}`,
      ],
    ),
  ]),
)}
`;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A bar of text: twenty blocks are one. */
function bar(share) {
  return '█'.repeat(Math.max(0, Math.round(share * 20)));
}

function round(value, digits = 0) {
  return value.toFixed(digits);
}

function count(value) {
  return value.toLocaleString('en');
}

function median(list) {
  return [...list].sort((one, other) => one - other)[Math.floor(list.length / 2)];
}
