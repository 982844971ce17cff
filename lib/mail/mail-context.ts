import type { Settings } from '../config/settings.ts';
import { type AccentColours, accentOf } from '../rules/branding/accent.ts';
import { formatsIn, localeOf, wordsOf } from '../words/catalogue.ts';
import type { Formats } from '../words/format.ts';
import type { Language } from '../words/language.ts';
import type { Words } from '../words/shape.ts';
import type { Link } from './mail-parts.ts';

/** What every mail is composed with: the language of its reader, and whom it comes from. */
export type MailContext = {
  readonly words: Words;
  readonly formats: Formats;
  readonly lang: Language;
  readonly dir: 'ltr' | 'rtl';
  readonly appName: string;
  readonly organisation: string | undefined;
  readonly origin: string;
  /** Where questions go: an email or a web address. */
  readonly support: Link | null;
  readonly accent: MailAccent;
};

/** Of buttons, and of the name of the app. */
export type MailAccent = Readonly<Record<'light' | 'dark', Pick<AccentColours, 'fill' | 'ink'>>>;

export type MailSettings = Pick<Settings, 'appName' | 'origin' | 'supportEmail' | 'supportUrl'> & {
  readonly brand: Pick<Settings['brand'], 'organisation' | 'accent'>;
};

const OUR_ACCENT: MailAccent = {
  light: { fill: '#4338ca', ink: '#4338ca' },
  dark: { fill: '#5b54f0', ink: '#a5b4fc' },
};

/** FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (UAX #9). */
const ISOLATE = '\u2068';
const POP = '\u2069';

/** Returns what composes a mail for a reader of `language`: the recipient, never whoever caused it. */
export function mailContext(
  { appName, origin, supportEmail, supportUrl, brand }: MailSettings,
  language: Language,
): MailContext {
  const { lang, dir } = localeOf(language);
  const words = wordsOf(language);
  const formats = formatsIn(language);
  const help = supportUrl ? { href: supportUrl, text: supportUrl } : null;
  return {
    words,
    formats,
    lang,
    dir,
    appName: inText(appName, dir),
    organisation: brand.organisation && inText(brand.organisation, dir),
    origin,
    support: supportEmail ? { href: `mailto:${supportEmail}`, text: inText(supportEmail, dir) } : help,
    accent: brand.accent ? accentOf(brand.accent) : OUR_ACCENT,
  };
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
