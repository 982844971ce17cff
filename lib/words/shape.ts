import type { en } from './en.ts';

/** What a translation has to hold: the same keys, a string where English has one, a function of the same arguments. */
export type Shape<T> = T extends string
  ? string
  : T extends (...given: never[]) => unknown
    ? T
    : { readonly [Key in keyof T]: Shape<T[Key]> };

/** Every sentence of one language. */
export type Words = Shape<typeof en>;
