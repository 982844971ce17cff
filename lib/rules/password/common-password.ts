import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english, translations } from '@zxcvbn-ts/language-en';

/** Fewer guesses than this, and an attacker's list finds it, whatever its length. */
const MIN_GUESSES_LOG10 = 9;
/** The estimator takes a second for 128 characters but milliseconds for 32: two windows are enough. */
const WINDOW = 32;

let estimator: ZxcvbnFactory | undefined;

/**
 * Returns whether `password` stands on, or is put together from, lists of common passwords, words, names, keyboard
 * runs, dates and repetitions (offline lists; ASVS 6.2.4, 6.2.12). The whole counts, so a passphrase of four random
 * words passes. A strong beginning or end makes it strong.
 */
export function isCommonPassword(password: string): boolean {
  estimator ??= new ZxcvbnFactory({ dictionary: { ...common, ...english }, graphs: adjacencyGraphs, translations });
  const characters = [...password.normalize('NFKC')];
  const windows = [characters.slice(0, WINDOW), ...(characters.length > WINDOW ? [characters.slice(-WINDOW)] : [])];
  return windows.every((window) => (estimator?.check(window.join('')).guessesLog10 ?? 0) < MIN_GUESSES_LOG10);
}
