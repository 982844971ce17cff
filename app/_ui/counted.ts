'use client';
import type { Counted } from '#lib/words/plural.ts';
import { fill, useKitWords } from './kit-words.tsx';

const rules = new Map<string, Intl.PluralRules>();

/** A sentence about a number that only the browser knows, in the form that the language wants for it. */
export function useCounted(forms: Counted): (n: number) => string {
  const { tag } = useKitWords();
  return (n) => {
    const chooser = rules.get(tag) ?? new Intl.PluralRules(tag);
    rules.set(tag, chooser);
    return fill(forms[chooser.select(n)] ?? forms.other ?? '', { n });
  };
}
