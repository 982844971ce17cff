/** Returns a text of an object; nothing where it is something else. */
export function textIn(object: Readonly<Record<string, unknown>>, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}

/** Returns an object, also one that is written as JSON in a text; an empty one where there is none. */
export function objectIn(value: unknown): Record<string, unknown> {
  let found = value;
  if (typeof value === 'string') {
    try {
      found = JSON.parse(value);
    } catch {
      return {};
    }
  }
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Record<string, unknown>) : {};
}
