/**
 * Returns what is read outside the brackets of the pseudo-languages (lib/words/pseudo.ts), but for what people and
 * settings gave: words that are in no catalogue.
 *
 * @param data texts, and patterns of texts, that are nobody's sentence
 */
export function outsideWords(said: string, data: readonly (string | RegExp)[]): string[] {
  let left = said;
  // A sentence may stand inside another, as the name of a button.
  for (let before = ''; before !== left; ) {
    before = left;
    left = left.replace(/⟦[^⟦⟧]*⟧/g, ' ');
  }
  for (const datum of data) left = left.replaceAll(datum, ' ');
  return left.match(/[⟦⟧]|\p{L}+(?: +\p{L}+)*/gu) ?? [];
}
