// Checks that imports point down (.dependency-cruiser.cjs has the rules). Prints one line a violation.
import { runNode } from '../server/child.mjs';
import { say, stop } from './say.mjs';

/** A check that sees hardly any module passes too: it did so once, with a TypeScript too new for it. */
const FEWEST_MODULES = 40;

const folders = ['app', 'lib', 'db', 'server', 'test', 'e2e', 'proxy.vercel.ts', 'instrumentation.ts'];
const { code, output } = await runNode('dependency-cruiser/bin/dependency-cruise.mjs', [
  ...folders,
  '--output-type',
  'json',
]);
const report = parse(output);
if (!report) stop('dependency-cruiser could not run.', output);

const { violations, totalCruised } = report.summary;
for (const { rule, from, to, cycle, comment } of violations) {
  const path = cycle?.length
    ? [from, ...cycle.map(({ name }) => name)].join(' → ')
    : from === to
      ? from
      : `${from} → ${to}`;
  say(`${rule.name}: ${path}${comment ? `\n    ${comment}` : ''}`);
}
if (violations.length > 0)
  stop(`${violations.length} imports break the layers: see .dependency-cruiser.cjs for the rules.`);
if (totalCruised < FEWEST_MODULES)
  stop(`Only ${totalCruised} modules were checked, expected ${FEWEST_MODULES} or more.`);
if (code !== 0) stop('dependency-cruiser failed without naming a violation.');
say(`Imports of ${totalCruised} modules point down.`);

/**
 * @param {string} text
 * @returns {import('dependency-cruiser').ICruiseResult | undefined}
 */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
