import 'server-only';
import { settings } from '../config/env.ts';
import { nameDomains } from '../rules/account/sign-up-policy.ts';
import { type FirstFactor, isProvider, providerNames } from '../rules/sign-in/authentication-methods.ts';
import { type Code, isCode, say } from '../words/say.ts';
import { myWords } from './words.ts';

type Query = Record<string, string | string[] | undefined>;

/** Returns `path` with a refusal for its page to show: only a code of the catalogue travels, never a sentence. */
export function withError(path: string, code: Code, provider: FirstFactor, reference?: string): string {
  const query = new URLSearchParams({ error: code, provider, ...(reference ? { reference } : {}) });
  return `${path}${path.includes('?') ? '&' : '?'}${query}`;
}

/** Returns the sign-in page, which goes on to `returnTo` afterwards. */
export function loginPath(returnTo: string): string {
  return returnTo === '/' ? '/login' : `/login?callbackUrl=${encodeURIComponent(returnTo)}`;
}

/** Returns the sentence that `withError` passed to a page, or null. Everything else in the query is ignored. */
export async function pageError({ error, provider, reference }: Query): Promise<string | null> {
  if (typeof error !== 'string' || !isCode(error)) return null;
  const words = await myWords();
  return say(words, error, {
    provider: isProvider(provider) ? providerNames[provider] : words.providers.someone,
    domains: nameDomains(settings().signupDomains),
    reference: typeof reference === 'string' && /^[0-9A-F]{4}$/.test(reference) ? reference : '–',
  });
}
