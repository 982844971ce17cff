import 'server-only';
import { headers } from 'next/headers';
import type { Language } from '../words/language.ts';
import { readCookie } from './cookies.ts';
import { languageWish } from './language-wish.ts';

/** Returns the language of this browser, for use without a database. */
export async function browserLanguage(): Promise<Language> {
  return languageWish(await readCookie('language'), (await headers()).get('accept-language'));
}
