import 'server-only';
import { settings } from '../config/env.ts';
import { type Code, isCode, say } from '../messages.ts';
import { nameDomains } from '../rules/account/sign-up-policy.ts';
import { type FirstFactor, isProvider, providerNames } from '../rules/sign-in/authentication-methods.ts';

type Query = Record<string, string | string[] | undefined>;

/** `path` with a refusal for its page to say: only a code of the catalogue travels, never a sentence. */
export function withError(path: string, code: Code, provider: FirstFactor, reference?: string): string {
  const query = new URLSearchParams({ error: code, provider, ...(reference ? { reference } : {}) });
  return `${path}${path.includes('?') ? '&' : '?'}${query}`;
}

/** The sign-in page, which goes on to `returnTo` afterwards. */
export function loginPath(returnTo: string): string {
  return returnTo === '/' ? '/login' : `/login?callbackUrl=${encodeURIComponent(returnTo)}`;
}

/** The sentence a page was sent with by `withError`, or null. Whatever else stands in the query is ignored. */
export function pageError({ error, provider, reference }: Query): string | null {
  if (typeof error !== 'string' || !isCode(error)) return null;
  return say(error, {
    provider: isProvider(provider) ? providerNames[provider] : 'The provider',
    domains: nameDomains(settings().signupDomains),
    reference: typeof reference === 'string' && /^[0-9A-F]{4}$/.test(reference) ? reference : '–',
  });
}
