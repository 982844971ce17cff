import type { Settings } from '../config/settings.ts';
import { formatsIn, localeOf, wordsOf } from '../words/catalogue.ts';
import type { Formats } from '../words/format.ts';
import type { Language } from '../words/language.ts';
import type { Words } from '../words/shape.ts';

/** What every mail is composed with: the language of its reader, and whom it comes from. */
export type MailContext = {
  readonly words: Words;
  readonly formats: Formats;
  readonly lang: Language;
  readonly dir: 'ltr' | 'rtl';
  readonly appName: string;
  readonly origin: string;
  readonly supportEmail: string | undefined;
};

/** FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (UAX #9). */
const ISOLATE = '\u2068';
const POP = '\u2069';

/** Returns what composes a mail for a reader of `language`: the recipient, never whoever caused it. */
export function mailContext(
  { appName, origin, supportEmail }: Pick<Settings, 'appName' | 'origin' | 'supportEmail'>,
  language: Language,
): MailContext {
  const { lang, dir } = localeOf(language);
  const words = wordsOf(language);
  const formats = formatsIn(language);
  return { words, formats, lang, dir, appName: inText(appName, dir), origin, supportEmail };
}

/**
 * Returns a name or address as it stands in a sentence. Most are Latin: in text that runs from right to left each is
 * isolated, or its dots and brackets would change places with the words around it. URLs are not: they are copied.
 */
export function inText(text: string, dir: MailContext['dir']): string {
  return dir === 'rtl' ? `${ISOLATE}${text}${POP}` : text;
}

/** Returns "26 Nov 2026 at 14:05 UTC": a mail doesn't know the reader's zone. */
export function instantInMail({ words, formats }: MailContext, at: Date): string {
  return words.mail.instant({ day: formats.day(at), time: formats.time(at) });
}
