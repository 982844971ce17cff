import { en } from './en.ts';
import type { Offer, Offered } from './offered.ts';
import { pseudo } from './pseudo.ts';

/** Made when first spoken: what is measured of a start is to be that of a build without them. */
function disguised(direction: Offer['direction']): Offer {
  let words: Offer['words'] | undefined;
  return {
    tag: 'en-GB',
    direction,
    get words() {
      words ??= pseudo(en);
      return words;
    },
  };
}

/** In the place of offered.ts in the build of the tests: beside English what shows a sentence that is in no catalogue. */
export const offered: Offered = {
  en: { tag: 'en-GB', direction: 'ltr', words: en },
  'en-XA': disguised('ltr'),
  'ar-XB': disguised('rtl'),
};
