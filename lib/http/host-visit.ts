import { safePath } from './safe-redirect.ts';

/** A guarded host that someone is on the way to, as it stands in an address: anyone may have written it. */
export type HostVisit = { host: string; to: string; bind: string };

/** Parses what an address says of a visit; null where it can't be one. */
export function parseHostVisit(query: URLSearchParams): HostVisit | null {
  const [hosts, paths, binds] = ['host', 'to', 'bind'].map((name) => query.getAll(name));
  const [host = '', to = '/', bind = ''] = [hosts?.[0], paths?.[0], binds?.[0]];
  if ([hosts, paths, binds].some((all) => (all?.length ?? 0) > 1)) return null;
  return /^[a-z0-9.:[\]-]{1,262}$/.test(host) && /^[\w-]{43}$/.test(bind) ? { host, to: returnPath(to), bind } : null;
}

/** Returns a path of the guarded host itself, or `/` (attack G-27): never one of ours there, which would go in circles. */
export function returnPath(wanted: string): string {
  const path = safePath(wanted, { wayIn: true });
  // The page of ours that it comes back to after a sign-in has to be an address of usual length.
  return path.startsWith('/.connect/') || new URLSearchParams({ to: path }).toString().length > 1400 ? '/' : path;
}

/** Returns the query that says the same. */
export function hostVisitQuery({ host, to, bind }: HostVisit): string {
  return new URLSearchParams({ host, to, bind }).toString();
}
