import { randomBytes, randomUUID } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { settings } from './lib/config/env.ts';
import { filterRequest, refuseUnreadable, type Verdict } from './lib/http/request-filter.ts';

/**
 * The request filter where no HTTP hook runs: on Vercel, and in development (next.config.ts). Production filters in
 * server/http-hooks, which costs a tenth of a page less; both ask lib/http/request-filter.ts.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const config = { ...settings(), isDevelopment: process.env.NODE_ENV === 'development' };
  // Attack: on Vercel no proxy of ours names its requests, so an id that comes along is the client's own choice.
  const header = (name: string) => (name === 'x-request-id' ? null : request.headers.get(name));
  const { method, nextUrl: target } = request;
  const chance = { nonce: randomBytes(18).toString('base64'), requestId: randomUUID() };
  const verdict = filterRequest({ method, target, header }, config, chance);
  if (verdict.isRefused) return respond(verdict);
  const refusal =
    method === 'POST' && (await refuseUnreadable(() => request.clone().formData(), { target, header }, config));
  if (refusal) return respond(refusal);
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(verdict.request)) headers.set(name, value);
  const response = NextResponse.next({ request: { headers } });
  // Also the cookie as a bare header: what `response.cookies` sets, Next shows to the page as if the browser had
  // brought it.
  for (const [name, value] of verdict.response) response.headers.append(name, value);
  return response;
}

function respond({ status, headers, text }: Verdict & { isRefused: true }): NextResponse {
  return new NextResponse(text, { status, headers });
}

export const config = {
  // Files of the build need no nonce.
  matcher: ['/((?!_next/static|favicon|icon|apple-icon).*)'],
};
