/** What an app is wrongly set up with, as its last refused request shows it. */
export type AppRefusal = {
  kind: 'redirect-uri' | 'secret' | 'secret-missing' | 'challenge' | 'response-type' | 'clock';
  /** The address that it sent. */
  sent: string | null;
};

const SENT_MAX_LENGTH = 200;

/** What the library says of it (oidc-provider 9, lib/shared/client_auth.js, lib/helpers/validate_dpop.js). */
const details: readonly [RegExp, AppRefusal['kind']][] = [
  [/invalid secret provided/, 'secret'],
  [/mechanism does not match the registered client authentication method/, 'secret-missing'],
  [/requires PKCE/, 'challenge'],
  [/DPoP proof iat is not recent enough/, 'clock'],
];

/**
 * Returns what is wrong in the settings of an app whose request was refused; null where the refusal says nothing of
 * them, as for a person who may not open it, or a code that came too late.
 */
export function refusalOf(
  { error, detail }: { error: string; detail: string | undefined },
  redirectUri: unknown,
): AppRefusal | null {
  if (error === 'invalid_redirect_uri')
    return { kind: 'redirect-uri', sent: typeof redirectUri === 'string' ? readable(redirectUri) : null };
  if (error === 'unsupported_response_type') return { kind: 'response-type', sent: null };
  const [, kind = null] = details.find(([pattern]) => pattern.test(detail ?? '')) ?? [];
  return kind && { kind, sent: null };
}

/** A stranger may have sent it: nothing that turns the direction of writing, and no novel. */
function readable(sent: string): string {
  return sent.replace(/[^\x20-\x7e]/g, '?').slice(0, SENT_MAX_LENGTH);
}

/** In what one address differs from another: the first of these that makes both the same. */
export type Difference = 'slash' | 'case' | 'scheme' | 'host' | 'query' | 'path';

const alike: readonly [Difference, (address: string) => string][] = [
  ['slash', (address) => address.replace(/\/$/, '')],
  ['case', (address) => address.toLowerCase()],
  ['scheme', (address) => address.replace(/^https?:/, '')],
  ['host', (address) => address.replace(/^([a-z]+:\/\/)[^/]+/, '$1')],
  ['query', (address) => address.replace(/[?#].*$/, '')],
  ['path', (address) => address.replace(/^([a-z]+:\/\/[^/]+).*$/, '$1')],
];

/** Returns the registered address that the app may have meant, and in what the one it sent differs; null for none. */
export function nearestAddress(
  sent: string,
  registered: readonly string[],
): { address: string; difference: Difference } | null {
  for (const [difference, same] of alike) {
    const address = registered.find((one) => same(one) === same(sent));
    if (address !== undefined) return { address, difference };
  }
  return null;
}
