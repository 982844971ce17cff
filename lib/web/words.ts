import 'server-only';
import { headers } from 'next/headers';
import { findDatabaseOutage } from '../../db/database-outage.ts';
import { languages, wordsOf } from '../words/catalogue.ts';
import { DEFAULT_LANGUAGE, type Language, namedLanguage, preferredLanguage } from '../words/language.ts';
import type { Words } from '../words/shape.ts';
import { readCookie } from './cookies.ts';
import { perRequest } from './per-request.ts';
import { currentUser } from './session.ts';

/** Returns every sentence, in the language of this request. */
export async function myWords(): Promise<Words> {
  return wordsOf(await requestLanguage());
}

/**
 * Returns the language of this request: the signed-in user's choice, else the browser's. Never by the email that is
 * typed: that would tell who has an account here.
 */
export const requestLanguage = perRequest(async (): Promise<Language> => {
  return (await chosenLanguage()) ?? (await browserLanguage());
});

/** Returns the language of this browser, for use without a database: its cookie, else its preference. */
export async function browserLanguage(): Promise<Language> {
  const chosen = namedLanguage(await readCookie('language'), languages);
  return chosen ?? preferredLanguage((await headers()).get('accept-language'), languages) ?? DEFAULT_LANGUAGE;
}

/** Null as well while nothing can be read: the page still has to say that something went wrong. */
async function chosenLanguage(): Promise<Language | null> {
  try {
    const signed = await currentUser();
    return signed && namedLanguage(signed.language, languages);
  } catch (error) {
    if (findDatabaseOutage(error)) return null;
    throw error;
  }
}
