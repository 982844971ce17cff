import 'server-only';
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { settings } from '../../config/env.ts';
import { providerFetch } from './providers.ts';

/** What Google and other OpenID providers sign with. `none` and shared-secret algorithms aren't on the list. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];

const keySets = new Map<string, Promise<JWTVerifyGetKey>>();

/**
 * Throws unless the ID token is signed by the configured issuer, for us, and in date. next-auth checks the claims but,
 * as OpenID Connect Core §3.1.3.7 allows behind TLS, not the signature; ASVS 6.8.2 wants it checked always.
 */
export async function checkIdToken(idToken: string | null | undefined): Promise<void> {
  const { google } = settings().providers;
  if (!google || !idToken) throw new Error('There is no ID token to check');
  await jwtVerify(idToken, await keySetOf(google.issuer), {
    issuer: google.issuer,
    audience: google.clientId,
    algorithms: ALGORITHMS,
  });
}

function keySetOf(issuer: string): Promise<JWTVerifyGetKey> {
  const known = keySets.get(issuer);
  if (known) return known;
  const found = discover(issuer);
  keySets.set(issuer, found);
  // A provider that was down is asked again next time.
  found.catch(() => keySets.delete(issuer));
  return found;
}

async function discover(issuer: string): Promise<JWTVerifyGetKey> {
  const response = await providerFetch(`${issuer}/.well-known/openid-configuration`);
  const { jwks_uri: address } = (await response.json()) as { jwks_uri: string };
  return createRemoteJWKSet(new URL(address), { [customFetch]: providerFetch });
}
