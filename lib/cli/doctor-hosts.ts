import { listHostsOfApps } from '../../db/queries/app-hosts.ts';
import type { Store } from '../../db/store.ts';
import { SECOND_MS } from '../config/limits.ts';
import type { Settings } from '../config/settings.ts';
import { originOf } from '../rules/apps/guarded-host.ts';
import { doctor as words } from '../words/en/doctor.ts';
import { askHost, type HostAnswer } from './ask-host.ts';
import { type Finding, ok } from './finding.ts';

const [AT_ONCE, EACH_MS, ALL_MS] = [20, 5 * SECOND_MS, 60 * SECOND_MS];
/** Hosts that are well are named up to so many. */
const NAMED = 5;
const START = '/.connect/start';
const say = words.hosts;

type Place = { host: string; openPaths: readonly string[] };
type Found = Omit<Finding, 'what'>;
type Answered = Exclude<HostAnswer, { failure: string }>;

/**
 * Asks each guarded host from outside what a stranger asks: its proxy has to pass on the way to a sign-in, and to ask
 * here before it lets anything else through.
 */
export async function checkHosts(db: Store, settings: Settings): Promise<Finding[]> {
  const places = (await listHostsOfApps(db)).filter(({ disabledAt }) => disabledAt === null);
  if (places.length === 0) return [];
  const all = AbortSignal.timeout(ALL_MS);
  const [findings, well]: [Finding[], string[]] = [[], []];
  for (let next = 0; next < places.length; next += AT_ONCE) {
    const some = places.slice(next, next + AT_ONCE);
    const found = await Promise.all(some.map((place) => checkHost(place, settings, all)));
    for (const [index, { host }] of some.entries()) {
      const finding = found[index];
      if (finding) findings.push({ what: host, ...finding });
      else well.push(host);
    }
  }
  if (well.length === 0) return findings;
  const names = well.length <= NAMED ? well.join(', ') : null;
  return [ok('hosts', say.well({ count: well.length, names })), ...findings];
}

/** Returns what is wrong at a host; null where it is guarded. */
async function checkHost(
  { host, openPaths }: Place,
  { origin, isHttps }: Settings,
  all: AbortSignal,
): Promise<Found | null> {
  const own = new URL(originOf(host, isHttps));
  const ask = (path: string) => askHost(new URL(path, own), AbortSignal.any([all, AbortSignal.timeout(EACH_MS)]));
  const start = await ask(START);
  if ('failure' in start) return { state: 'warning', ...say.unreachable({ reason: start.failure }) };
  const page = openPaths.includes('/') ? null : await ask('/');
  // Said first, whatever else is wrong: nothing else is as bad.
  if (page && 'status' in page && letsIn(page, own)) return { state: 'fault', ...say.unguarded(page) };
  const to = target(start, own);
  if (start.status !== 303 || to?.origin !== origin || to.pathname !== '/apps/enter')
    return { state: 'fault', ...say.noHandOver({ ...start, to: `${origin}/apps/enter` }) };
  return page && judgePage(page, own);
}

function judgePage(page: HostAnswer, own: URL): Found | null {
  if ('failure' in page) return { state: 'warning', ...say.unreachable({ reason: page.failure }) };
  const { status } = page;
  const to = target(page, own);
  if (to?.pathname === START)
    return to.origin === own.origin ? null : { state: 'fault', ...say.elsewhere({ host: to.host }) };
  if (status === 401) return { state: 'warning', ...say.noSignIn };
  if (status === 403) return { state: 'fault', ...say.refusesAll };
  if (status >= 500) return { state: 'fault', ...say.unanswered({ status }) };
  return { state: 'fault', ...say.unguarded({ status }) };
}

/** Returns whether an answer can only be the app's own. One that leads to another site may be that of any proxy. */
function letsIn(page: Answered, own: URL): boolean {
  const to = target(page, own);
  if (to) return to.origin === own.origin && to.pathname !== START;
  return page.status < 500 && page.status !== 401 && page.status !== 403;
}

/** Returns where an answer leads to; null for nowhere. */
function target({ status, location }: Answered, own: URL): URL | null {
  if (status < 300 || status > 399 || !location || !URL.canParse(location, own)) return null;
  return new URL(location, own);
}
