import { readFile } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { VercelFunction } from './functions.ts';
import type { Output, Outputs } from './outputs.ts';
import { type Asked, matchRoute, type Phase, type Route } from './routes.ts';

/** More than a function of Vercel's is given. */
const MAX_BYTES = 4_500_000;

type Headers = Record<string, string | string[] | undefined>;

/** A request on its way: `path` is where routes have sent it, `url` what was asked for. */
type Journey = Asked & {
  method: string;
  url: string;
  headers: Headers;
  body: Buffer;
  query: string[];
  status: number | undefined;
  /** What routes and the filter add to the response, names in lower case. */
  added: Headers;
};

/**
 * Serves the output of `vercel build` in the order of Vercel's documentation: routes with the filter among them, files,
 * functions, pages by their dynamic parts, and what says that nothing was found. A response's own headers replace those
 * that routes and the filter add. What else Vercel's own network does isn't here: caches, regions, limits of time.
 */
export function edge({ phases, byPath }: Outputs, functionAt: (folder: string) => VercelFunction): RequestListener {
  const routesOf = (phase: Phase) => phases.get(phase) ?? [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    if (body.length > MAX_BYTES) return void response.writeHead(413).end();
    const journey = begin(request, body);
    for (const route of routesOf('start')) {
      const isTaken = take(route, journey);
      if (isTaken && route.middlewarePath && (await filter(route.middlewarePath, journey, response))) return;
      if (isTaken && !route.continue) break;
      const { status = 0, added } = journey;
      if (isTaken && status >= 300 && status < 400 && added['location']) return redirect(journey, response);
    }
    const found = find(journey);
    if (found) return serve(found, journey, response);
    for (const route of routesOf('error'))
      if (route.status === 404 && take(route, journey)) {
        const page = byPath.get(journey.path);
        if (page) return serve(page, journey, response);
      }
    response.writeHead(404).end();
  }

  /** Returns the file or function at the path, or where routes after it lead. */
  function find(journey: Journey): Output | undefined {
    const there = byPath.get(journey.path);
    if (there) return there;
    for (const phase of ['filesystem', 'miss', 'rewrite'] as const)
      for (const route of routesOf(phase)) {
        if (!take(route, journey)) continue;
        const output = byPath.get(journey.path);
        if (output) return output;
      }
    return undefined;
  }

  /** Asks the function that filters. Returns whether that was the response. */
  async function filter(path: string, journey: Journey, response: ServerResponse): Promise<boolean> {
    const output = byPath.get(path);
    if (!output || !('function' in output)) throw new Error('There is no filter in the output');
    const said = await functionAt(output.function).call(journey);
    const own = Object.entries(said.headers).filter(([name]) => !name.startsWith('x-middleware-'));
    const text = Buffer.concat(await said.toArray());
    if (said.headers['x-middleware-next'] !== '1') {
      for (const [name, value] of Object.entries(journey.added)) response.setHeader(name, value ?? '');
      for (const [name, value] of own) if (!isOfConnection(name)) response.setHeader(name, value ?? '');
      response.writeHead(said.statusCode ?? 500).end(text);
      return true;
    }
    for (const [name, value] of own) if (!isOfConnection(name)) journey.added[name] = value;
    const kept = said.headers['x-middleware-override-headers'];
    // Headers that the filter names replace what the client sent; others are gone.
    if (kept)
      journey.headers = Object.fromEntries(
        String(kept)
          .split(',')
          .map((name) => [name, said.headers[`x-middleware-request-${name}`]]),
      );
    return false;
  }

  async function serve(output: Output, journey: Journey, response: ServerResponse): Promise<void> {
    for (const route of routesOf('hit')) take(route, journey);
    const { added, method, status } = journey;
    if ('file' in output) {
      for (const [name, value] of Object.entries(added)) response.setHeader(name, value ?? '');
      response.writeHead(status ?? 200, { 'content-type': output.type });
      return void response.end(method === 'HEAD' ? undefined : await readFile(output.file));
    }
    const query = journey.query.join('&');
    const url = query ? `${journey.url}${journey.url.includes('?') ? '&' : '?'}${query}` : journey.url;
    const headers = { ...journey.headers, 'x-matched-path': String(added['x-matched-path'] ?? journey.path) };
    const said = await functionAt(output.function).call({ ...journey, url, headers });
    const cookies = [added['set-cookie'] ?? [], said.headers['set-cookie'] ?? []].flat();
    const all = { ...added, ...said.headers, ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}) };
    for (const [name, value] of Object.entries(all))
      if (value !== undefined && !isOfConnection(name)) response.setHeader(name, value);
    response.writeHead(said.statusCode ?? 500);
    said.pipe(response);
  }

  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (request.destroyed && !request.complete) return;
      process.stderr.write(`The server in Vercel’s place broke at ${request.url}: ${error}\n`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
}

/** As Vercel does, replaces what a client says about who and where it is. */
function begin(request: IncomingMessage, body: Buffer): Journey {
  const { url = '/', method = 'GET', headers, socket } = request;
  const peer = socket.remoteAddress ?? '';
  const seen = {
    'x-forwarded-for': peer,
    'x-real-ip': peer,
    'x-vercel-forwarded-for': peer,
    'x-forwarded-host': headers.host,
    'x-forwarded-proto': 'https',
    'x-vercel-id': 'here::1',
  };
  const { 'x-matched-path': _matched, forwarded: _forwarded, ...sent } = headers;
  const [path = '/'] = url.split('?');
  return { method, url, path, body, query: [], status: undefined, added: {}, headers: { ...sent, ...seen } };
}

/** Does what a route says, if it matches. */
function take(route: Route, journey: Journey): boolean {
  const fill = matchRoute(route, journey);
  if (!fill) return false;
  for (const [name, value] of Object.entries(route.headers ?? {})) journey.added[name.toLowerCase()] = fill(value);
  for (const { type, op, target, args } of route.transforms ?? []) {
    if (type !== 'request.headers' || op !== 'append') throw new Error(`${op} ${type} is not known here`);
    journey.headers[target.key] = args;
  }
  if (route.status) journey.status = route.status;
  if (route.dest) {
    const [path = '/', query] = fill(route.dest).split('?');
    journey.path = path;
    if (query) journey.query.push(query);
  }
  return true;
}

function redirect({ status = 308, added }: Journey, response: ServerResponse): void {
  for (const [name, value] of Object.entries(added)) response.setHeader(name, value ?? '');
  response.writeHead(status).end();
}

/** Headers of one connection, which the next has of its own. */
function isOfConnection(name: string): boolean {
  return ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date'].includes(name);
}
