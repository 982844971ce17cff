// What of Vercel's Build Output API, version 3, our build uses: https://vercel.com/docs/build-output-api/configuration

type Condition = { type: string; key: string; value?: string };
type Transform = { type: string; op: string; target: { key: string }; args: string };

export type Route = {
  src: string;
  dest?: string;
  status?: number;
  headers?: Record<string, string>;
  continue?: boolean;
  has?: Condition[];
  missing?: Condition[];
  transforms?: Transform[];
  /** The function that filters requests. */
  middlewarePath?: string;
};

export type Phase = 'start' | 'filesystem' | 'resource' | 'miss' | 'rewrite' | 'hit' | 'error';
export type Phases = ReadonlyMap<Phase, readonly Route[]>;

/** What routes look at. Names of headers are in lower case. */
export type Asked = { path: string; headers: Readonly<Record<string, string | string[] | undefined>> };

/** Divides the routes of config.json by the lines between them: `{ "handle": PHASE }`. */
export function readPhases(routes: readonly (Route | { handle: Phase })[]): Phases {
  const phases = new Map<Phase, Route[]>([['start', []]]);
  let current = phases.get('start');
  for (const route of routes) {
    if ('handle' in route) {
      current = [];
      phases.set(route.handle, current);
    } else current?.push(route);
  }
  return phases;
}

/** Returns what replaces `$1` and `$name` in texts of the route; null where the route doesn't match. */
export function matchRoute(route: Route, { path, headers }: Asked): ((text: string) => string) | null {
  const found = whole(route.src).exec(path);
  if (!found) return null;
  const groups: Record<string, string | undefined> = { ...found.groups };
  for (const [index, value] of found.entries()) groups[String(index)] = value;
  const isThere = ({ type, key, value }: Condition) => {
    if (type !== 'header') throw new Error(`A condition by ${type} is not known here`);
    const sent = headers[key];
    if (sent === undefined || value === undefined) return sent !== undefined;
    const match = whole(value).exec(String(sent));
    Object.assign(groups, match?.groups);
    return match !== null;
  };
  if (!(route.has ?? []).every(isThere) || (route.missing ?? []).some(isThere)) return null;
  return (text) => text.replace(/\$(\w+)/g, (_, name: string) => groups[name] ?? '');
}

function whole(pattern: string): RegExp {
  return new RegExp(`${pattern.startsWith('^') ? '' : '^'}${pattern}${pattern.endsWith('$') ? '' : '$'}`);
}
