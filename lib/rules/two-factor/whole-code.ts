/**
 * Returns whether a field holds a code of the app and nothing else: that many digits of any script, perhaps in groups.
 * Stricter than `parseTypedCode`: it decides what is sent without being asked.
 */
export function isWholeCode(typed: string, digits: number): boolean {
  const plain = typed.replace(/[\s\p{Pd}\p{Cf}]/gu, '');
  return /^\p{Nd}+$/u.test(plain) && [...plain].length === digits;
}
