import { listHostsOfApps } from '../../db/queries/app-hosts.ts';
import type { Store } from '../../db/store.ts';
import { SECOND_MS } from '../config/limits.ts';
import type { Settings } from '../config/settings.ts';
import { doctor as words } from '../words/en/doctor.ts';
import { askHost, type HostAnswer } from './ask-host.ts';
import { type Finding, ok } from './finding.ts';

const [AT_ONCE, EACH_MS, ALL_MS] = [20, 5 * SECOND_MS, 60 * SECOND_MS];
const say = words.hosts;

type Place = { host: string; openPaths: readonly string[] };

/**
 * Asks each guarded host from outside what a stranger asks: its proxy has to pass on the way to a sign-in, and to ask
 * here before it lets anything else through.
 */
export async function checkHosts(db: Store, settings: Settings): Promise<Finding[]> {
  const places = (await listHostsOfApps(db)).filter(({ disabledAt }) => disabledAt === null);
  if (places.length === 0) return [];
  const all = AbortSignal.timeout(ALL_MS);
  const findings: Finding[] = [];
  for (let next = 0; next < places.length; next += AT_ONCE) {
    const some = places.slice(next, next + AT_ONCE).map((place) => checkHost(place, settings, all));
    findings.push(...(await Promise.all(some)).flatMap((finding) => finding ?? []));
  }
  const count = places.length - findings.length;
  return count > 0 ? [ok('hosts', say.well({ count })), ...findings] : findings;
}

async function checkHost(
  { host, openPaths }: Place,
  { origin, isHttps }: Settings,
  all: AbortSignal,
): Promise<Finding | null> {
  const ask = (path: string) =>
    askHost(
      new URL(`${isHttps ? 'https' : 'http'}://${host}${path}`),
      AbortSignal.any([all, AbortSignal.timeout(EACH_MS)]),
    );
  const start = await ask('/.connect/start');
  if ('failure' in start) return { what: host, state: 'warning', ...say.unreachable({ reason: start.failure }) };
  if (start.status !== 303 || !isAt(start, origin, '/apps/enter'))
    return { what: host, state: 'fault', ...say.noHandOver({ ...start, to: `${origin}/apps/enter` }) };
  if (openPaths.includes('/')) return null;
  const page = await ask('/');
  if ('failure' in page) return { what: host, state: 'warning', ...say.unreachable({ reason: page.failure }) };
  const { status } = page;
  if (isAt(page, new URL(`${isHttps ? 'https' : 'http'}://${host}`).origin, '/.connect/start')) return null;
  if (status === 401) return { what: host, state: 'warning', ...say.noSignIn };
  if (status === 403) return { what: host, state: 'fault', ...say.refusesAll };
  if (status >= 500) return { what: host, state: 'fault', ...say.unanswered({ status }) };
  return { what: host, state: 'fault', ...say.unguarded({ status }) };
}

/** Returns whether an answer leads to this path, whatever its query. */
function isAt(answer: Exclude<HostAnswer, { failure: string }>, origin: string, path: string): boolean {
  if (answer.status < 300 || answer.status > 399 || !answer.location || !URL.canParse(answer.location)) return false;
  const url = new URL(answer.location);
  return url.origin === origin && url.pathname === path;
}
