/** Returns the parts of a text with every line end (CR, LF, CRLF) as one line feed, also where a part ends in between. */
export function* lineFeeds(parts: Iterable<string>): Generator<string> {
  let held = '';
  for (const part of parts) {
    const text = held + part;
    held = text.endsWith('\r') ? '\r' : '';
    yield (held ? text.slice(0, -1) : text).replace(/\r\n?/g, '\n');
  }
  if (held) yield '\n';
}

/** A line of a text, counted from 1. `isTooLong`: it was given up after `most` characters, and the text with it. */
export type Line = { line: number; text: string; isTooLong: boolean };

/** Returns the lines of a text that comes in parts. */
export function* linesOf(parts: Iterable<string>, most: number): Generator<Line> {
  let line = 1;
  let rest = '';
  for (const part of lineFeeds(parts)) {
    const [first = '', ...more] = part.split('\n');
    rest += first;
    for (const text of more) {
      if (rest.length > most) break;
      yield { line, text: rest, isTooLong: false };
      line += 1;
      rest = text;
    }
    if (rest.length > most) return yield { line, text: '', isTooLong: true };
  }
  if (rest) yield { line, text: rest, isTooLong: false };
}
