/** The languages that the product can speak. The last two are English in disguise, for tests: no product build holds them. */
export type Language = 'en' | 'en-XA' | 'ar-XB';

/** For whoever asks for none that we speak. */
export const DEFAULT_LANGUAGE: Language = 'en';

/** Of a stranger's header: no browser sends more, and nobody is to be made to read 10 kB. */
const HEADER_MAX_LENGTH = 200;
const HEADER_MAX_ENTRIES = 10;

/** RFC 4647 §2.1 and RFC 9110 §12.4.2: a language range and what it is worth. */
const ENTRY = /^\s*(\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i;

/**
 * Returns the language of `offered` that a browser likes best, by its Accept-Language; null when it likes none of them.
 * Looks up as RFC 4647 §3.4 does (en-GB, then en), and then takes a sister (pt-PT, then pt-BR).
 */
export function preferredLanguage(header: string | null, offered: readonly Language[]): Language | null {
  for (const { range } of parseAcceptLanguage(header ?? '')) {
    const found = range === '*' ? offered[0] : lookUp(range, offered);
    if (found) return found;
  }
  return null;
}

/** Returns the language of `offered` that bears this very name; null for anything else that a cookie or row may hold. */
export function namedLanguage(name: string | null, offered: readonly Language[]): Language | null {
  return offered.find((language) => language === name) ?? null;
}

/** What can be read of it, best first. An entry that breaks the grammar counts for nothing. */
function parseAcceptLanguage(header: string): { range: string; weight: number }[] {
  const entries = header.slice(0, HEADER_MAX_LENGTH).split(',').slice(0, HEADER_MAX_ENTRIES);
  return entries
    .flatMap((entry) => {
      const [, range, weight = '1'] = ENTRY.exec(entry) ?? [];
      return range && Number(weight) > 0 ? [{ range: range.toLowerCase(), weight: Number(weight) }] : [];
    })
    .sort((one, other) => other.weight - one.weight);
}

function lookUp(range: string, offered: readonly Language[]): Language | undefined {
  const parts = range.split('-');
  for (let length = parts.length; length > 0; length -= 1) {
    const wanted = parts.slice(0, length).join('-');
    const found = offered.find((language) => language.toLowerCase() === wanted);
    if (found) return found;
  }
  return offered.find((language) => language.toLowerCase().split('-')[0] === parts[0]);
}
