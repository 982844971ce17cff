// The report of the long run, from what it measured and nothing else.
import { cpus } from 'node:os';

/** docs/soak.md as text. */
export function soakReport(progress, now) {
  const lines = [
    '# The long run',
    '',
    `Written by \`npm run test:soak\` on ${now.toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} processors. Added up over all runs since \`test-results/soak.json\` began.`,
    '',
    '| part | turns | failed | minutes | measured |',
    '| --- | --- | --- | --- | --- |',
    ...Object.entries(progress).map(
      ([name, { turns, failed, seconds, figures }]) =>
        `| ${name} | ${turns} | ${failed} | ${Math.round(seconds / 60)} | ${sentence(name, figures)} |`,
    ),
    '',
  ];
  return lines.join('\n');
}

const sum = (figures, name) => figures.reduce((total, one) => total + (one[name] ?? 0), 0);
const most = (figures, name) => Math.max(0, ...figures.map((one) => one[name] ?? 0));

/** The figures of each value of `name`, in the order of their first appearance. */
function groups(figures, name) {
  const values = [...new Set(figures.map((one) => one[name]))];
  return values.map((value) => [value, figures.filter((one) => one[name] === value)]);
}

function sentence(name, figures) {
  if (name === 'request-filter')
    return 'built from the sources with `proxy.ts` deleted: every page, download and action asked';
  if (figures.length === 0) return '';
  return sentences[name](figures);
}

const sentences = {
  fuzz: (figures) =>
    `${sum(figures, 'cases')} odd requests → ${sum(figures, 'faults')} unexpected 5xx, hangs or leaks; the slowest took ${most(figures, 'slowestMs')} ms`,
  races: (figures) =>
    groups(figures, 'engine')
      .map(([engine, own]) => {
        const [bursts, guesses, twice] = ['winners', 'lookedAt', 'uses'].map((name) =>
          own.filter((one) => name in one),
        );
        return [
          `${engine}: ${bursts.length} rounds × ${most(bursts, 'hands')} at once × ${most(own, 'processes')} processes → ${sum(bursts, 'winners')} winners`,
          `${guesses.length} × ${most(guesses, 'guesses')} wrong codes at once → never more than ${most(guesses, 'lookedAt')} looked at`,
          `${twice.length} codes for two purposes at once → ${sum(twice, 'uses')} uses`,
        ].join(', ');
      })
      .join('; '),
  faults: (figures) =>
    groups(figures, 'fault')
      .map(([fault, own]) => {
        const of = (name) => sum(own, name);
        const typed = of('noticed')
          ? ` (${of('unclear')} after the code was typed, ${of('errorPages')} by an error page)`
          : '';
        return `${fault}: ${of('times')} times, ${of('signIns')} sign-ins, ${of('lost')} lost, ${of('usedTwice')} used twice, ${of('noticed')} noticed${typed}`;
      })
      .join('; '),
  kills: (figures) =>
    `${new Set(figures.map(({ operation, title }) => operation ?? title)).size} operations, ${sum(figures, 'kills')} kills → ${sum(figures, 'between')} half states (${sum(figures, 'before')} before, ${sum(figures, 'after')} after)`,
  'sign-in-kills': (figures) =>
    groups(figures, 'engine')
      .map(
        ([engine, own]) =>
          `${engine}: ${sum(own, 'kills')} kills → ${sum(own, 'between')} spent codes without a session, or the other way round (${sum(own, 'before')} before, ${sum(own, 'after')} after)`,
      )
      .join('; '),
  thief: (figures) =>
    groups(figures, 'engine')
      .map(
        ([engine, own]) =>
          `${engine}: ${sum(own, 'disputes')} lives of a thief who had the account for a while, ${sum(own, 'attempts')} of somebody with no more than a remedy → nobody got in, every owner did`,
      )
      .join('; '),
  enumeration: (figures) => {
    const { title: _title, samples, ...areas } = figures.at(-1);
    return `area under the curve, ${samples} samples each: ${Object.entries(areas)
      .map(([kind, area]) => `${kind} ${area}`)
      .join(', ')}`;
  },
};
