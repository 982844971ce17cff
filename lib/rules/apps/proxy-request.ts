import { canonicalHost } from './guarded-host.ts';

/** The proxies that ask before they let a request through. Each has an address of its own, /api/verify/NAME. */
export const proxyKinds = ['nginx', 'caddy', 'traefik', 'envoy'] as const;
export type ProxyKind = (typeof proxyKinds)[number];

/** What a proxy asks about. `path` is as the client typed it, with its query. */
export type AskedFor = { host: string; path: string; method: string };

/** A check as it arrived. `sent` returns every value that came under a header's name. */
export type Check = { method: string; target: string; sent: (name: string) => readonly string[] };

/**
 * misread      a header of this proxy is missing, came twice, or holds something else than it should
 * unencrypted  the request came to the proxy without TLS, and we are on https
 * encrypted    the other way round, as while trying it out
 */
export type CheckFault = 'misread' | 'unencrypted' | 'encrypted';

const TARGET = /^\/[\x21-\x7e]*$/;
const METHOD = /^[A-Z]{1,20}$/;
const FORWARDED = ['x-forwarded-method', 'x-forwarded-proto', 'x-forwarded-host', 'x-forwarded-uri'] as const;

/**
 * Reads what a proxy asks about. Of the headers only those that this kind of proxy sets itself, each exactly once:
 * nginx passes on a client's own X-Forwarded-*, Caddy and Traefik its own X-Original-URL, so that one address that read
 * both could be told a lie (attack G-23). The query of the check is the client's too, and isn't read.
 */
export function readCheck(kind: ProxyKind, check: Check, { isHttps }: { isHttps: boolean }): AskedFor | CheckFault {
  const said = readers[kind](check);
  if (!said) return 'misread';
  const { scheme, host: typed, path, method } = said;
  const host = canonicalHost(typed, isHttps);
  if (host === null || !TARGET.test(path) || !METHOD.test(method) || !/^https?$/.test(scheme)) return 'misread';
  if (scheme === (isHttps ? 'https' : 'http')) return { host, path, method };
  return isHttps ? 'unencrypted' : 'encrypted';
}

type Said = { scheme: string; host: string; path: string; method: string };

const readers: Readonly<Record<ProxyKind, (check: Check) => Said | null>> = {
  nginx({ sent }) {
    const [url, method] = [once(sent, 'x-original-url'), once(sent, 'x-original-method')];
    const parts = /^(https?):\/\/([^/?#@\s]+)(\/.*)$/.exec(url ?? '');
    return parts && method !== null
      ? { scheme: parts[1] ?? '', host: parts[2] ?? '', path: parts[3] ?? '', method }
      : null;
  },
  caddy: readForwarded,
  traefik: readForwarded,
  /** Asks with the method and the path of the request itself, the path behind /api/verify/envoy. */
  envoy({ sent, method, target }) {
    const [host, scheme] = [once(sent, 'host'), once(sent, 'x-forwarded-proto')];
    const path = target.slice('/api/verify/envoy'.length) || '/';
    return host === null || scheme === null ? null : { scheme, host, path, method };
  },
};

function readForwarded({ sent }: Check): Said | null {
  const [method, scheme, host, path] = FORWARDED.map((name) => once(sent, name));
  return method && scheme && host && path ? { method, scheme, host, path } : null;
}

/** Two in one header are two: where a framework joins them, it writes a comma and a space. */
function once(sent: Check['sent'], name: string): string | null {
  const [value, another] = sent(name);
  return value === undefined || another !== undefined || value.includes(', ') ? null : value;
}
