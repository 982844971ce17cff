import 'server-only';
import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isFilteredByProxy } from '../../config/env.ts';
import type { Settings } from '../../config/settings.ts';
import { isMachineCall } from '../../http/machine-call.ts';
import { filterRequest, refuseUnreadable, type Verdict } from '../../http/request-filter.ts';
import { answersCheck } from './answers-check.ts';
import { peekBody } from './peek-body.ts';

/** Resolves with whether it has responded. */
type Filter = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/**
 * Gives the request filter to server/http-hooks/filter-requests.mjs. Returns false where that isn't preloaded and
 * nothing else filters (proxy.vercel.ts).
 */
export function bringRequestFilter(settings: Settings): boolean {
  const { accountsTakeFilter: take } = globalThis as { accountsTakeFilter?: (brought: Filter) => void };
  take?.(isFilteredByProxy() ? async () => false : filterBy(settings));
  return take !== undefined || isFilteredByProxy();
}

function filterBy(settings: Settings): Filter {
  const config = { ...settings, isDevelopment: false };
  return async (request, response) => {
    if (await answersCheck(request, response)) return true;
    const { method = '', headers } = request;
    const header = (name: string) => headerOf(headers, name);
    const chance = { nonce: randomBytes(18).toString('base64'), requestId: randomUUID() };
    const target = targetOf(request.url ?? '');
    const verdict = filterRequest({ method, target, header }, config, chance);
    if (verdict.isRefused) return respond(response, verdict);
    if (method === 'POST' && !isMachineCall(target.pathname, method)) {
      const body = await peekBody(request);
      // Nobody waits for a response.
      if (!body) return true;
      const read = () =>
        new Response(new Uint8Array(body), { headers: { 'content-type': header('content-type') ?? '' } }).formData();
      const refusal = await refuseUnreadable(read, { target, header }, config);
      if (refusal) return respond(response, refusal);
    }
    for (const [name, value] of Object.entries(verdict.request)) headers[name] = value;
    for (const [name, value] of verdict.response) response.setHeader(name, value);
    return false;
  };
}

function headerOf(headers: IncomingMessage['headers'], name: string): string | null {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : (value ?? null);
}

/** Returns a request target (RFC 9112 §3.2) as a URL; `/` for one that is none. Its host is the client's word. */
function targetOf(target: string): URL {
  const address = target.startsWith('/') ? `http://here.invalid${target}` : target;
  return URL.canParse(address) ? new URL(address) : new URL('http://here.invalid/');
}

function respond(response: ServerResponse, { status, headers, text }: Verdict & { isRefused: true }): true {
  response.writeHead(status, headers).end(text);
  return true;
}
