import 'server-only';
import { clock } from '../../clock.ts';
import { settings } from '../../config/env.ts';
import { limits } from '../../config/limits.ts';
import { openCookie, sealCookie } from '../../crypto/sealed-cookie.ts';
import { hashToken } from '../../crypto/token.ts';
import type { Provider } from '../../rules/sign-in/authentication-methods.ts';
import { readCookie, writeCookie } from '../cookies.ts';
import type { ProvenLink } from './provider-flow.ts';

/** What an OAuth flow proved for one link. Creates no session, and isn't valid for another link. */
type Proof = { link: ProvenLink; provider: Provider; provenAt: number };

/** Records that `provider` has just confirmed the user of `link`, in this browser, for ten minutes. */
export async function keepLinkProof(link: ProvenLink, provider: Provider): Promise<void> {
  const proof: Proof = { link, provider, provenAt: clock().getTime() };
  const value = sealCookie('flow', 'link-proof', proof, settings().authSecrets);
  await writeCookie('link-proof', value, limits.reauthenticationMaxAgeMs);
}

/** Returns the provider that has just confirmed the user of the link `secret`; null for none. */
export async function provenForLink(secret: string): Promise<Provider | null> {
  const value = await readCookie('link-proof');
  const proof = openCookie('flow', 'link-proof', value, settings().authSecrets) as Proof | null;
  const isLive = proof !== null && clock().getTime() - proof.provenAt < limits.reauthenticationMaxAgeMs;
  return isLive && proof.link.secretHash === hashToken(secret) ? proof.provider : null;
}
