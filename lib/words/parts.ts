/** A sentence with elements in it: strings and what the page made of its links, names and codes, in their order. */
export type Parts<Element> = readonly (string | Element)[];
