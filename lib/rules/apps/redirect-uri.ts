import { limits } from '../../config/limits.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { ClientKind } from './client-kind.ts';

/** Parses all addresses that an app is sent back to: at least one, in the order typed, each once; of a guarded app none. */
export function parseRedirectUris(kind: ClientKind, typed: readonly string[]): Result<string[]> {
  if (kind === 'guarded') return typed.length === 0 ? succeed([]) : refuse('app-without-openid');
  return typed.length === 0 ? refuse('redirect-uri-missing') : parseAddressList(kind, typed);
}

/** As `parseRedirectUris`, or none at all. */
export function parseAddressList(kind: ClientKind, typed: readonly string[]): Result<string[]> {
  const all = new Set<string>();
  for (const address of typed) {
    const uri = parseRedirectUri(kind, address);
    if (!uri.ok) return uri;
    all.add(uri.value);
  }
  return all.size > limits.redirectUrisPerApp ? refuse('redirect-uris-many') : succeed([...all]);
}

/** The loopback addresses of RFC 8252 §7.3: they never leave the device. */
const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * Parses an address that an app is sent back to. Absolute, https (http only on the device itself), no fragment, no user
 * info, no wildcard, and exactly as the app will send it: addresses are compared byte by byte (RFC 9700 §4.1.3). A
 * native app may have a scheme of its own, with a dot in it (RFC 8252 §7.1): no `javascript:`, no `data:`.
 */
export function parseRedirectUri(kind: ClientKind, typed: string): Result<string, 'redirect-uri-shape'> {
  const refused = refuse('redirect-uri-shape', { address: typed.slice(0, 200) });
  // What a browser would change on its way, the app would never send in this form.
  if (typed.length > 500 || /[^\x21-\x7e]|[*\\#]/.test(typed) || !URL.canParse(typed)) return refused;
  const url = new URL(typed);
  if (url.username || url.password || /(^|\/)\.\.?(\/|$)/.test(typed) || /%2e|%2f|%5c|%00/i.test(typed)) return refused;
  if (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.includes(url.hostname)))
    return url.href === typed || url.href === `${typed}/` ? succeed(typed) : refused;
  const isOwnScheme = kind === 'native' && /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+:\/(?!\/)/.test(typed);
  return isOwnScheme ? succeed(typed) : refused;
}
