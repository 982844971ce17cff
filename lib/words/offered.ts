import { en } from './en.ts';
import type { Language } from './language.ts';
import type { Words } from './shape.ts';

/** A language as the product speaks it. `tag` is for Intl: which of its countries' dates and numbers. */
export type Offer = { readonly tag: string; readonly direction: 'ltr' | 'rtl'; readonly words: Words };
export type Offered = Readonly<Partial<Record<Language, Offer>>> & { readonly en: Offer };

/**
 * The languages of this build. A file of its own so that the build of the tests can put another in its place
 * (`OFFERED_LANGUAGES` in next.config.ts).
 */
export const offered: Offered = { en: { tag: 'en-GB', direction: 'ltr', words: en } };
