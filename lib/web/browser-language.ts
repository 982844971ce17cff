import 'server-only';
import { headers } from 'next/headers';
import { languages } from '../words/catalogue.ts';
import { DEFAULT_LANGUAGE, type Language, namedLanguage, preferredLanguage } from '../words/language.ts';
import { readCookie } from './cookies.ts';

/** Returns the language of this browser, for use without a database: its cookie, else its preference. */
export async function browserLanguage(): Promise<Language> {
  const chosen = namedLanguage(await readCookie('language'), languages);
  return chosen ?? preferredLanguage((await headers()).get('accept-language'), languages) ?? DEFAULT_LANGUAGE;
}
