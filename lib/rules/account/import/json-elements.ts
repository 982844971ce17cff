/** One element of an array in a JSON document, as text, and the line that it begins in; or what is wrong there. */
export type JsonElement = { line: number; text: string } | { line: number; fault: string };

type Where = {
  /** The key of the outermost object that has the array; null: the document is the array. */
  key: string | null;
  /** Of one element. */
  mostCharacters: number;
};

const NO_OBJECT = 'is not a JSON object';
/** Longer keys aren't compared. */
const KEY_LENGTH = 100;

/**
 * Returns the objects in one array of a JSON document that comes in parts, so that an export of any size fits into
 * memory. What surrounds the array is passed over: only its brackets and quotes are looked at.
 */
export function* jsonElements(parts: Iterable<string>, { key, mostCharacters }: Where): Generator<JsonElement> {
  let [line, depth] = [1, 0];
  let [isInString, isEscaped, isFound] = [false, false, false];
  // The last string of the outermost object, and the one that a colon made a key.
  let [word, lastKey] = ['', ''];
  // How deep the array's elements are, while it is open.
  let inside: number | null = null;
  let element: { line: number; text: string } | null = null;
  for (const part of parts) {
    let from = 0;
    for (let at = 0; at < part.length; at += 1) {
      const sign = part[at] ?? '';
      if (sign === '\n') line += 1;
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (sign === '\\') isEscaped = true;
        else if (sign === '"') isInString = false;
        else if (depth === 1 && word.length < KEY_LENGTH) word += sign;
      } else if (sign === '"') {
        if (depth === inside) return yield { line, fault: NO_OBJECT };
        [isInString, word] = [true, ''];
      } else if (sign === ':' && depth === 1) lastKey = word;
      else if (sign === '{' || sign === '[') {
        if (depth === inside && sign === '[') return yield { line, fault: NO_OBJECT };
        if (depth === inside) [element, from] = [{ line, text: '' }, at];
        depth += 1;
        const isWanted = key === null ? depth === 1 : depth === 2 && lastKey === key;
        if (sign === '[' && isWanted && !isFound) [inside, isFound] = [depth, true];
      } else if (sign === '}' || sign === ']') {
        depth -= 1;
        if (element && depth === inside) {
          yield { line: element.line, text: element.text + part.slice(from, at + 1) };
          element = null;
        } else if (inside !== null && depth < inside) inside = null;
      } else if (depth === inside && !/[\s,]/.test(sign)) return yield { line, fault: NO_OBJECT };
    }
    if (!element) continue;
    element.text += part.slice(from);
    if (element.text.length > mostCharacters)
      return yield { line: element.line, fault: `is longer than ${mostCharacters} characters` };
  }
  if (depth > 0 || isInString) yield { line, fault: 'the file ends too early' };
}
