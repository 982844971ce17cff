import { measuredOf, median, round, table } from './figures.mjs';

const HEADING = '## What apps ask';

/** @type {Record<string, string>} */
const names = {
  bareRoute: 'a bare route of Next',
  discovery: 'discovery',
  keys: 'keys (JWKS)',
  authorize: 'authorize, of someone who is signed in',
  token: 'token, for a code',
  refresh: 'token, for a refresh token',
  userinfo: 'userinfo',
};

/**
 * Returns the part of docs/performance.md about apps.
 *
 * @param {import('../../bench/apps.ts').AppFigures} figures
 * @param {{ now: Date; command: string; loadBefore: number }} circumstances
 */
export function appsSection({ starts, first, rounds, checks }, { now, command, loadBefore }) {
  const all = /** @type {Record<string, import('../../bench/load.ts').Rate>[]} */ (rounds);
  const of = (/** @type {string} */ name) => all.map((one) => measuredOf(one, name));
  const beside = (/** @type {string} */ name) =>
    median(all.map((one) => measuredOf(one, name).p50Ms - measuredOf(one, 'bareRoute').p50Ms));
  const perSecond = (/** @type {string} */ name) => round(median(of(name).map((rate) => rate.perSecond)));
  const ratio = median(
    all.map((one) => measuredOf(one, 'userinfoAtOnce').perSecond / measuredOf(one, 'bareRouteAtOnce').perSecond),
  );
  const start = (/** @type {import('../../bench/apps.ts').AppFigures['starts']['without']} */ list) =>
    `${round(median(list.map(({ seconds }) => seconds)), 2)} s and ${median(list.map(({ idleMb }) => idleMb))} MB`;
  return `${HEADING}

Measured by \`${command}\` on ${now.toISOString().slice(0, 10)}, load ${round(loadBefore, 1)} at the start: OpenID Connect on SQLite, one process, one request at a time, beside a bare route of Next (bench/baseline/app/bare) in the same rounds. Goals: a token within 5 ms of the bare route, authorize within 4 ms.

${table(
  ['', 'p50 ms', 'above the bare route, ms'],
  Object.entries(names).map(([name, title]) => [
    title,
    round(median(of(name).map((rate) => rate.p50Ms)), 1),
    name === 'bareRoute' ? '' : round(beside(name), 1),
  ]),
)}

16 at once: userinfo ${perSecond('userinfoAtOnce')} a second, the bare route ${perSecond('bareRouteAtOnce')}; userinfo ÷ bare route ${round(ratio, 2)}.

Start to the first page, and memory then: ${start(starts.without)} where no app is registered, ${start(starts.registered)} where one is. The library loads with the first request of an app: that one takes ${round(first.ms)} ms and adds ${first.addedMb} MB.

${checksPart(checks)}
`;
}

/**
 * What proxies ask at guarded hosts.
 *
 * @param {import('../../bench/checks.ts').CheckFigures} checks
 */
function checksPart({ checkAlone, checkAtOnce, bareAlone, bareAtOnce, guardedAlone, openAlone }) {
  const behind =
    guardedAlone && openAlone
      ? ` A file of an app takes ${round(guardedAlone.p50Ms, 2)} ms through nginx with its check, and ${round(openAlone.p50Ms, 2)} ms straight from the app.`
      : '';
  return `A check of a proxy (forward-auth), by the same client as the bare route: ${round(checkAtOnce.perSecond)} a second 16 at once, the bare route ${round(bareAtOnce.perSecond)}; one at a time ${round(checkAlone.p50Ms, 2)} ms and ${round(bareAlone.p50Ms, 2)} ms (p50).${behind} Goal: 2,000 checks a second, and 1 ms behind nginx.`;
}

/**
 * Replaces that part in the report, or adds it at the end.
 *
 * @param {string} report
 * @param {string} section
 */
export function withAppsSection(report, section) {
  const [before = '', old = ''] = report.split(`${HEADING}\n`);
  const after = /^## .*/ms.exec(old)?.[0] ?? '';
  return `${before.trimEnd()}\n\n${section}${after && `\n${after}`}`;
}
