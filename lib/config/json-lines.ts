/** A JSON file: its value, the line of each part by its path (`/apps/0/name`), and names that an object has twice. */
export type ReadJson =
  | {
      ok: true;
      value: unknown;
      lineOf: (path: readonly PropertyKey[]) => number;
      doubled: { line: number; name: string }[];
    }
  | { ok: false; line: number };

/** Reads JSON so that what is wrong with a part of it can be said with its line. */
export function readJson(text: string): ReadJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, line: lineAt(text, faultyPosition(text, error)) };
  }
  const { lines, doubled } = locate(text);
  const lineOf = (path: readonly PropertyKey[]) => {
    // What is missing has no line of its own: that of what it is missing in.
    for (let length = path.length; length >= 0; length--) {
      const line = lines.get(keyOf(path.slice(0, length)));
      if (line) return line;
    }
    return 1;
  };
  return { ok: true, value, lineOf, doubled };
}

/** Node says where, or that the text ends too early. */
function faultyPosition(text: string, error: unknown): number {
  const [, position] = /position (\d+)/.exec(String(error)) ?? [];
  return position ? Number(position) : text.length;
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

/** Walks valid JSON from one token to the next. */
function locate(text: string) {
  const lines = new Map<string, number>();
  const doubled: { line: number; name: string }[] = [];
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
  let line = 1;
  let from = 0;
  const next = () => {
    const found = tokens.exec(text);
    const [token = ''] = found ?? [];
    line += text.slice(from, found?.index).split('\n').length - 1;
    from = found?.index ?? text.length;
    return token;
  };
  const walk = (token: string, path: readonly string[]): void => {
    lines.set(keyOf(path), line);
    if (token === '{') walkObject(path);
    if (token === '[') walkList(path);
  };
  const walkObject = (path: readonly string[]) => {
    const seen = new Set<string>();
    for (let token = next(); token !== '}' && token !== ''; token = next()) {
      if (token === ',') continue;
      const name: string = JSON.parse(token);
      if (seen.has(name)) doubled.push({ line, name });
      seen.add(name);
      next();
      walk(next(), [...path, name]);
    }
  };
  const walkList = (path: readonly string[]) => {
    let index = 0;
    for (let token = next(); token !== ']' && token !== ''; token = next())
      if (token !== ',') walk(token, [...path, String(index++)]);
  };
  walk(next(), []);
  return { lines, doubled };
}

function keyOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('/', '//')}`).join('');
}
