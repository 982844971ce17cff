/**
 * Returns where to go after signing in: a path of this site, or `/`. Parsed the way a browser would, then rebuilt from
 * its parts, so that `//evil`, `/\evil`, `https:evil` and tabs or newlines inside lose. The sign-in pages are no place
 * to return to, unless `wayIn` allows them.
 */
export function safePath(wanted: unknown, { wayIn = false } = {}): string {
  if (typeof wanted !== 'string' || wanted.length > 2000 || !wanted.startsWith('/')) return '/';
  const home = 'http://here.invalid';
  if (!URL.canParse(wanted, home)) return '/';
  const url = new URL(wanted, home);
  const path = `${url.pathname}${url.search}`;
  const leadsAway = url.origin !== home || path.startsWith('//');
  const isWayIn = /^\/(login|signup|api|\.well-known)(\/|$|\?)/.test(path);
  return leadsAway || (isWayIn && !wayIn) ? '/' : path;
}
