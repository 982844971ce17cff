// The report of the long run, from what it measured and nothing else.
import { cpus } from 'node:os';

/**
 * @typedef {Readonly<Record<string, number | string>>} Figures
 * @typedef {{ turns: number; failed: number; seconds: number; figures: Figures[] }} Progress of a part
 */

/**
 * Returns docs/soak.md as text. Rows of parts that `progress` doesn't know stay as `before` has them: it begins anew
 * with every checkout.
 *
 * @param {Readonly<Record<string, Progress>>} progress
 * @param {Date} now
 * @param {string} before
 */
export function soakReport(progress, now, before) {
  const kept = before.split('\n').filter((line) => {
    const [, name = 'part'] = /^\| ([a-z][a-z-]*) +\|/.exec(line) ?? [];
    return name !== 'part' && !(name in progress);
  });
  const lines = [
    '# The long run',
    '',
    `Written by \`npm run test:soak\` on ${now.toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} processors. Totals of all runs of a part since \`test-results/soak.json\` began; rows of parts that weren't run since are older.`,
    '',
    '| part | turns | failed | minutes | measured |',
    '| --- | --- | --- | --- | --- |',
    ...kept,
    ...Object.entries(progress).map(
      ([name, { turns, failed, seconds, figures }]) =>
        `| ${name} | ${turns} | ${failed} | ${Math.round(seconds / 60)} | ${sentence(name, figures)} |`,
    ),
    '',
  ];
  return lines.join('\n');
}

/**
 * @param {Figures[]} figures
 * @param {string} name
 */
const sum = (figures, name) => figures.reduce((total, one) => total + Number(one[name] ?? 0), 0);

/**
 * @param {Figures[]} figures
 * @param {string} name
 */
const most = (figures, name) => Math.max(0, ...figures.map((one) => Number(one[name] ?? 0)));

/**
 * Groups the figures by `name`, in the order of their first appearance, and describes each group.
 *
 * @param {Figures[]} figures
 * @param {string} name
 * @param {(value: number | string | undefined, own: Figures[]) => string} describe
 */
function byGroup(figures, name, describe) {
  const values = [...new Set(figures.map((one) => one[name]))];
  return values
    .map((value) =>
      describe(
        value,
        figures.filter((one) => one[name] === value),
      ),
    )
    .join('; ');
}

/**
 * @param {string} name
 * @param {Figures[]} figures
 */
function sentence(name, figures) {
  if (name === 'request-filter')
    return 'built with its filter in `proxy.vercel.ts`: a sign-in, and the attacks that a filter refuses';
  return figures.length === 0 ? '' : (sentences[name]?.(figures) ?? '');
}

/** @type {Record<string, (figures: Figures[]) => string>} */
const sentences = {
  fuzz: (figures) =>
    `${sum(figures, 'cases')} odd requests → ${sum(figures, 'faults')} unexpected 5xx, hangs or leaks; the slowest took ${most(figures, 'slowestMs')} ms`,
  races: (figures) =>
    byGroup(figures, 'engine', (engine, own) => {
      const having = (/** @type {string} */ name) => own.filter((one) => name in one);
      const [bursts, guesses, twice] = [having('winners'), having('lookedAt'), having('uses')];
      return [
        `${engine}: ${bursts.length} rounds × ${most(bursts, 'clients')} at once × ${most(own, 'processes')} processes → ${sum(bursts, 'winners')} winners`,
        `${guesses.length} × ${most(guesses, 'guesses')} incorrect codes at once → never more than ${most(guesses, 'lookedAt')} evaluated`,
        `${twice.length} codes for two purposes at once → ${sum(twice, 'uses')} uses`,
      ].join(', ');
    }),
  'app-races': (figures) =>
    byGroup(figures, 'engine', (engine, own) => {
      const of = (/** @type {string} */ name) => sum(own, name);
      return `${engine}, ${most(own, 'processes')} processes: ${of('codesRaced')} codes × ${most(own, 'uses')} at once → ${of('codeWinners')} winners, ${of('deadWinners')} of them dead; ${of('tokensRaced')} refresh tokens → ${of('tokenWinners')} winners`;
    }),
  'host-checks': (figures) =>
    byGroup(figures, 'engine', (engine, own) => {
      const of = (/** @type {string} */ name) => sum(own, name);
      return `${engine}, ${most(own, 'processes')} processes: ${of('checks')} checks at guarded hosts, while ${of('changes')} rights changed → ${of('wrong')} wrong answers (${of('refused')} refused)`;
    }),
  faults: (figures) =>
    byGroup(figures, 'fault', (fault, own) => {
      const of = (/** @type {string} */ name) => sum(own, name);
      const typed = of('noticed')
        ? ` (${of('unclear')} after the code was typed, ${of('errorPages')} by an error page)`
        : '';
      return `${fault}: ${of('times')} times, ${of('signIns')} sign-ins, ${of('lost')} lost, ${of('usedTwice')} used twice, ${of('noticed')} noticed${typed}`;
    }),
  kills: (figures) =>
    `${new Set(figures.map(({ operation, title }) => operation ?? title)).size} operations, ${sum(figures, 'kills')} kills → ${sum(figures, 'between')} half states (${sum(figures, 'before')} before, ${sum(figures, 'after')} after)`,
  'sign-in-kills': (figures) =>
    byGroup(
      figures,
      'engine',
      (engine, own) =>
        `${engine}: ${sum(own, 'kills')} kills → ${sum(own, 'between')} spent codes without a session, or the other way round (${sum(own, 'before')} before, ${sum(own, 'after')} after)`,
    ),
  thief: (figures) =>
    byGroup(
      figures,
      'engine',
      (engine, own) =>
        `${engine}: ${sum(own, 'disputes')} lives of a thief who had the account for a while, ${sum(own, 'attempts')} of a thief with no more than a remedy → no thief got in, every owner did`,
    ),
  vercel: (figures) => {
    const { cli, functions } = figures.at(-1) ?? {};
    return `built by \`vercel build --prod\` ${cli} and served from its output by ${functions} functions that sleep between requests: the help page's story in Chromium, emails, and the attacks that a filter refuses`;
  },
  enumeration: (figures) => {
    const { title: _title, samples, ...areas } = figures.at(-1) ?? {};
    return `area under the curve, ${samples} samples each: ${Object.entries(areas)
      .map(([kind, area]) => `${kind} ${area}`)
      .join(', ')}`;
  },
};
