import { limits } from '../../config/limits.ts';
import { type Result, refuse, succeed } from '../../result.ts';

/**
 * Returns a host as it is stored: in small letters, without the port that is the scheme's own. Null for whatever isn't
 * just a host and a port, or that a browser writes differently: a scheme, a path, user info, a dot at the end, a port
 * with a leading zero, letters that aren't ASCII, an IP address in disguise (attack G-25).
 */
export function canonicalHost(typed: string, isHttps: boolean): string | null {
  // Before letters are made small: that makes a k of the Kelvin sign.
  if (typed.length > 259 || !/^([A-Za-z0-9.-]+|\[[0-9A-Fa-f.:]+\])(:[1-9]\d{0,4})?$/.test(typed)) return null;
  const lower = typed.toLowerCase();
  const url = parseUrl(originOf(lower, isHttps));
  if (!url || !(url.host === lower || `${url.host}:${isHttps ? 443 : 80}` === lower)) return null;
  const isName = url.hostname.split('.').every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  return isName || url.hostname.startsWith('[') ? url.host : null;
}

/**
 * Parses the hosts of an app, as administrators type them or paste them from a browser: each once, in the order typed.
 * IP addresses are for development only, where our origin is http.
 */
export function parseGuardedHosts(typed: readonly string[], { origin }: { origin: string }): Result<string[]> {
  const all = new Set<string>();
  for (const one of typed) {
    const host = parseGuardedHost(one, new URL(origin));
    if (!host.ok) return host;
    all.add(host.value);
  }
  return all.size > limits.guardedHostsPerApp ? refuse('guarded-hosts-many') : succeed([...all]);
}

function parseGuardedHost(typed: string, ours: URL): Result<string> {
  const address = typed.trim().slice(0, 300);
  const refused = refuse('guarded-host-shape', { address });
  const pasted = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `${ours.protocol}//${address}`;
  const url = parseUrl(pasted);
  // No program reads such a port, so there is no URL.
  const port = /^[^\s\\@?#*]+:(\d+)\/?$/.exec(address)?.[1];
  if (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65_535))
    return refuse('guarded-host-port', { address });
  if (!url || /[\\@?#*\s]/.test(address)) return refused;
  if (url.protocol !== ours.protocol) return refuse('guarded-host-scheme', { address: `${ours.protocol}//…` });
  // What the browser made of it: small letters, punycode, no port of the scheme's own.
  const host = url.pathname === '/' ? canonicalHost(url.host, ours.protocol === 'https:') : null;
  if (host === null || (ours.protocol === 'https:' && isIpAddress(url.hostname))) return refused;
  // Cookies know no ports: an app at any port of our host would be sent our own (attack G-60).
  return url.hostname === ours.hostname ? refuse('guarded-host-own', { address: host }) : succeed(host);
}

/** Returns the origin of a guarded host: it is reached by the scheme that we are reached by. */
export function originOf(host: string, isHttps: boolean): string {
  return `${isHttps ? 'https' : 'http'}://${host}`;
}

/** Returns a host without its port: what decides who is sent its cookies. */
export function hostnameOf(host: string): string {
  return host.replace(/:\d+$/, '');
}

/**
 * Parses the paths that anyone may request, in the order typed, each once. A path is compared exactly as it is
 * requested: what two programs could read as two paths is none (attack G-61), and `*` stands for nothing.
 */
export function parseOpenPaths(typed: readonly string[]): Result<string[]> {
  const refused = typed.find((path) => !isOpenPath(path));
  if (refused !== undefined) return refuse('open-path-shape', { address: refused.slice(0, 200) });
  // A proxy never asks about these: it passes them on to us.
  const own = typed.find((path) => path.startsWith('/.connect/'));
  if (own !== undefined) return refuse('open-path-own', { address: own });
  const all = [...new Set(typed)];
  return all.length > limits.openPathsPerApp ? refuse('open-paths-many') : succeed(all);
}

function isOpenPath(path: string): boolean {
  const isPlain = /^\/[A-Za-z0-9\-._~!$&'()+,=:@/]*$/.test(path) && !/\/\/|\/\.{1,2}(\/|$)/.test(path);
  return isPlain && path.length <= limits.openPathMaxLength;
}

function isIpAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^\d+(\.\d+){3}$/.test(hostname);
}

function parseUrl(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}
