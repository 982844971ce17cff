import { refusals } from './en/refusals.ts';
import type { Facts } from './facts.ts';
import type { Words } from './shape.ts';

/** The closed list of everything that can be refused. */
export type Code = keyof typeof refusals;

/** Everything that a form can say has worked. */
export type Confirmation = keyof Words['confirmations'];

/** The sentence for `code` in the language of `words`, filled with `facts`. */
export function say(words: Words, code: Code, facts: Facts = {}): string {
  const sentence = words.refusals[code];
  return typeof sentence === 'string' ? sentence : sentence(facts);
}

/** Whether `value` (from a URL) is a code of the catalogue. */
export function isCode(value: unknown): value is Code {
  return typeof value === 'string' && Object.hasOwn(refusals, value);
}
