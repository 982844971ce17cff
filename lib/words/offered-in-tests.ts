import { en } from './en.ts';
import type { Offered } from './offered.ts';
import { pseudo } from './pseudo.ts';

/** In the place of offered.ts in the build of the tests: beside English what shows a sentence that is in no catalogue. */
export const offered: Offered = {
  en: { tag: 'en-GB', direction: 'ltr', words: en },
  'en-XA': { tag: 'en-GB', direction: 'ltr', words: pseudo(en) },
  'ar-XB': { tag: 'en-GB', direction: 'rtl', words: pseudo(en) },
};
