import type { IncomingMessage } from 'node:http';
import { settings } from '../config/env.ts';
import { prefixed } from '../http/cookie-attributes.ts';
import { cookiesIn } from '../http/cookie-header.ts';
import { languages } from '../words/catalogue.ts';
import { DEFAULT_LANGUAGE, type Language, namedLanguage, preferredLanguage } from '../words/language.ts';

/** Returns the language of a browser: its cookie, else its preference (Accept-Language). */
export function languageWish(cookie: string | null, acceptLanguage: string | null): Language {
  return namedLanguage(cookie, languages) ?? preferredLanguage(acceptLanguage, languages) ?? DEFAULT_LANGUAGE;
}

/** The same for a request that didn't get as far as Next. */
export function languageWishOf({ headers }: IncomingMessage): Language {
  const begin = `${prefixed('language', settings())}=`;
  const cookie = cookiesIn(headers.cookie ?? '').find((pair) => pair.startsWith(begin));
  return languageWish(cookie?.slice(begin.length) ?? null, headers['accept-language'] ?? null);
}
