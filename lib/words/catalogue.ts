import { offered } from '#lib/words/offered.ts';
import { type Formats, formatsOf } from './format.ts';
import { DEFAULT_LANGUAGE, type Language, namedLanguage } from './language.ts';
import type { Offer } from './offered.ts';
import type { Words } from './shape.ts';

/** The languages that people can have here. */
export const languages = Object.keys(offered) as readonly Language[];

/** Every sentence in a language. */
export function wordsOf(language: Language): Words {
  return offerOf(language).words;
}

/** How a language writes dates, numbers and lists. */
export function formatsIn(language: Language): Formats {
  return formatsOf(offerOf(language).tag);
}

/** What `<html>` and the browser have to know of it. */
export function localeOf(language: Language): { lang: Language; dir: 'ltr' | 'rtl'; tag: string } {
  const { direction, tag } = offerOf(language);
  return { lang: language, dir: direction, tag };
}

/** The language of a row: the one that the person chose, if this build speaks it. */
export function languageOf(stored: string | null): Language {
  return namedLanguage(stored, languages) ?? DEFAULT_LANGUAGE;
}

function offerOf(language: Language): Offer {
  return offered[language] ?? offered.en;
}
