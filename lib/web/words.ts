import 'server-only';
import { headers } from 'next/headers';
import { findDatabaseOutage } from '../../db/database-outage.ts';
import { languages, wordsOf } from '../words/catalogue.ts';
import { DEFAULT_LANGUAGE, type Language, namedLanguage, preferredLanguage } from '../words/language.ts';
import type { Words } from '../words/shape.ts';
import { readCookie } from './cookies.ts';
import { perRequest } from './per-request.ts';
import { currentUser } from './session.ts';

/** Every sentence, in the language of this request. */
export async function myWords(): Promise<Words> {
  return wordsOf(await requestLanguage());
}

/**
 * The language of this request: the one that the signed-in person chose, else that of the browser. Never by the address
 * that someone types: that would tell who has an account here.
 */
export const requestLanguage = perRequest(async (): Promise<Language> => {
  return (await chosenLanguage()) ?? (await browserLanguage());
});

/** The language of this browser, for whoever asks without a database: its cookie, else what it likes best. */
export async function browserLanguage(): Promise<Language> {
  const chosen = namedLanguage(await readCookie('language'), languages);
  return chosen ?? preferredLanguage((await headers()).get('accept-language'), languages) ?? DEFAULT_LANGUAGE;
}

/** Null as well while nothing can be read: that something went wrong still has to be said. */
async function chosenLanguage(): Promise<Language | null> {
  try {
    const signed = await currentUser();
    return signed && namedLanguage(signed.language, languages);
  } catch (error) {
    if (findDatabaseOutage(error)) return null;
    throw error;
  }
}
