import type { en } from './en.ts';

/** What a translation has to hold: the same keys, a string where English has one, a function of the same arguments. */
export type Shape<T> = T extends string
  ? string
  : T extends (...given: never[]) => unknown
    ? T
    : { readonly [Key in keyof T]: Shape<T[Key]> };

/** Every sentence of one language. */
export type Words = Shape<typeof en>;

/** A sentence with elements in it: strings and what the page made of its links, names and codes, in their order. */
export type Parts<Element> = readonly (string | Element)[];
