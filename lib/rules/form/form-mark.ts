/** The hidden field by which every form says which one it is and for whom it was drawn. */
export const markField = 'drawn';

/**
 * `id` is random and new each time a user sends the form, so that a second arrival of the same sending is recognised.
 * `who` and `what` are keyed hashes (lib/web/drawn-for.ts): the user the page was drawn for (or none), and the link,
 * challenge or object that the form is about ('' for none). None of them is a secret or opens anything.
 */
export type FormMark = { readonly id: string; readonly who: string; readonly what: string };

export function writeMark({ id, who, what }: FormMark): string {
  return `${id}.${who}.${what}`;
}

/** Returns the mark of a submitted form; null when it has none, or none of ours. */
export function parseMark(value: unknown): FormMark | null {
  const found = typeof value === 'string' && /^([\w:-]{16,64})\.([\w-]{16})\.([\w-]{16})?$/.exec(value);
  return found ? { id: String(found[1]), who: String(found[2]), what: found[3] ?? '' } : null;
}
