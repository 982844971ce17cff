/** A sentence as the catalogue says it: «name» stands where an argument went. */
export type Sentence = { key: string; text: string; asked: string[] };

/** Returns every sentence of a catalogue, said with sentinels, and which arguments it asked for. */
export function sentencesOf(words: unknown, key = ''): Sentence[] {
  if (typeof words === 'string') return [{ key, text: words, asked: [] }];
  if (typeof words === 'function') {
    const asked = new Set<string>();
    const get = (_target: object, name: string) => {
      asked.add(name);
      return sentinel(name);
    };
    const said: unknown = words(new Proxy({}, { get }));
    // A choice between whole sentences (isAdmin) is in none of them.
    return [{ key, text: textOf(said), asked: [...asked].filter((name) => !/^is[A-Z]/.test(name)) }];
  }
  if (typeof words !== 'object' || words === null) throw new Error(`${key} is no sentence`);
  return Object.entries(words).flatMap(([name, part]) => sentencesOf(part, key ? `${key}.${name}` : name));
}

/** Stands for any argument: a text, a number (5), an element or what makes one. It is seen wherever it ends up. */
function sentinel(name: string): unknown {
  const mark = `«${name}»`;
  const element = (text = '') => `${mark}${text}`;
  return Object.assign(element, { [Symbol.toPrimitive]: (hint: string) => (hint === 'number' ? 5 : mark) });
}

/** What a sentence says: a text, its parts, or the few texts that belong together (subject and body). */
function textOf(said: unknown): string {
  if (Array.isArray(said)) return said.map(textOf).join('');
  return typeof said === 'object' && said !== null ? Object.values(said).map(textOf).join(' · ') : String(said);
}
