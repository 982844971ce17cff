'use client';
import { createContext, use } from 'react';
import type { Words } from '#lib/words/shape.ts';

/** What the pieces of app/_ui say on any page: the same for all forms, so no form hands it on. */
export type KitWords = Words['kit']['everywhere'] & {
  /** For Intl in the browser. */
  readonly tag: string;
  /** The reader's time zone, as the server knows it from an earlier page. */
  readonly timeZone: string | null;
  /** What the page says when it breaks. */
  readonly broken: BrokenWords;
};
type BrokenWords = Words['frame']['broken'];

const KitWordsContext = createContext<KitWords | null>(null);
/** Of the page that was shown last. */
let lastWords: KitWords | null = null;

/** Stands round every page (app/layout.tsx). */
export function KitWordsProvider({ words, children }: { words: KitWords; children: React.ReactNode }) {
  if (typeof window !== 'undefined') lastWords = words;
  return <KitWordsContext value={words}>{children}</KitWordsContext>;
}

export function useKitWords(): KitWords {
  const words = use(KitWordsContext);
  if (!words) throw new Error('app/layout.tsx provides the words of the kit');
  return words;
}

/**
 * Returns what to say when a page broke, or the layout with all that it hands on. Nothing while that is still on the
 * server: there a page of its own says it (lib/web/fault-page.ts).
 */
export function useBrokenWords(): Partial<BrokenWords> {
  return (use(KitWordsContext) ?? lastWords)?.broken ?? {};
}

/** Puts what only the browser knows into a sentence: `{n}` stands for `values.n`. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
