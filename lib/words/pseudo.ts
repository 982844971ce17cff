import { letters } from './pseudo-letters.ts';

/** Holds the place of an argument while the sentence around it is disguised. No person types these (private use). */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const HELD = /(\uE000\d+\uE001)/;
/** {name} is filled in by the browser. */
const UNTOUCHED = /(\uE000\d+\uE001|\{\w+\})/;

/**
 * A catalogue made from another: each letter with an accent, a third longer, in ⟦ ⟧. Whatever is read without the
 * brackets never was in the catalogue. Arguments and elements stay as they are.
 */
export function pseudo<T>(words: T): T {
  return walk(words) as T;
}

function walk(words: unknown): unknown {
  if (typeof words === 'string') return disguise(words);
  if (typeof words === 'function') return (given: unknown) => restore(given, words as (held: unknown) => unknown);
  if (Array.isArray(words)) return words.map(walk);
  if (typeof words === 'object' && words !== null)
    return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, walk(value)]));
  return words;
}

/** Calls the English sentence with its arguments held, so that it cannot be told from them afterwards what was one. */
function restore(given: unknown, sentence: (held: unknown) => unknown): unknown {
  const kept: string[] = [];
  const elements = new Set<unknown>();
  const hold = (argument: unknown): unknown => {
    if (typeof argument === 'string') return argument && `${OPEN}${kept.push(argument) - 1}${CLOSE}`;
    if (typeof argument === 'function') return (text: string) => keep(argument(finish(text)));
    if (Array.isArray(argument)) return argument.map(hold);
    if (isPlain(argument))
      return Object.fromEntries(Object.entries(argument).map(([key, value]) => [key, hold(value)]));
    return argument;
  };
  const keep = (element: unknown): unknown => {
    elements.add(element);
    return typeof element === 'string' ? hold(element) : element;
  };
  const finish = (text: string) =>
    disguise(text)
      .split(HELD)
      .map((part) => (part.startsWith(OPEN) ? kept[Number(part.slice(1, -1))] : part))
      .join('');
  const finishAll = (said: unknown): unknown => {
    if (elements.has(said)) return said;
    if (typeof said === 'string') return finish(said);
    if (Array.isArray(said)) return said.map(finishAll);
    return isPlain(said) ? Object.fromEntries(Object.entries(said).map(([key, part]) => [key, finishAll(part)])) : said;
  };
  return finishAll(sentence(hold(given)));
}

/** Not an element of React, nor a date: those are arguments that stay as they are. */
function isPlain(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    !('$$typeof' in value)
  );
}

function disguise(text: string): string {
  const parts = text.split(UNTOUCHED);
  const own = parts.filter((_, index) => index % 2 === 0).join('');
  const count = own.match(/\p{L}/gu)?.length ?? 0;
  if (count === 0) return text;
  const accented = parts.map((part, index) => (index % 2 === 0 ? accent(part) : part)).join('');
  const [, before = '', middle = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(accented) ?? [];
  return `${before}⟦${middle}${padding(Math.ceil(count / 3))}⟧${after}`;
}

function accent(text: string): string {
  return text.replace(/[A-Za-z]/g, (letter) => letters[letter] ?? letter);
}

/** In words, so that it breaks into lines as a longer sentence would. */
function padding(length: number): string {
  return ' ẋẋẋẋẋẋẋ'
    .repeat(Math.ceil(length / 8))
    .slice(0, length)
    .trimEnd();
}
