import 'server-only';
import { findDatabaseOutage } from '../../db/database-outage.ts';
import { languages, wordsOf } from '../words/catalogue.ts';
import { type Language, namedLanguage } from '../words/language.ts';
import type { Words } from '../words/shape.ts';
import { browserLanguage } from './browser-language.ts';
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
