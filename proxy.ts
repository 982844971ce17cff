import { type NextRequest, NextResponse } from 'next/server';
import { settings } from './lib/config/env.ts';
import { limits } from './lib/config/limits.ts';
import { pageHeader } from './lib/http/asked-page.ts';
import { brandPolicy, contentSecurityPolicy } from './lib/http/content-security-policy.ts';
import { prefixed, probeCookie, probeLine } from './lib/http/cookie-attributes.ts';
import { isActionCall } from './lib/http/next-action-payload.ts';
import { type Refusal, validateRequest } from './lib/http/request-shape.ts';
import { strictTransport } from './lib/http/strict-transport.ts';

/**
 * The request filter. Sets the nonce of the content security policy and the request id, and rejects requests that no
 * page of ours sends and that Next would answer with a 500. It authorises nothing: deleting this file gives an attacker
 * no further access (docs/security.md).
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const requestId = readRequestId(request.headers.get('x-request-id'));
  const refusal = validateRequest({
    method: request.method,
    contentLength: request.headers.get('content-length'),
    contentType: request.headers.get('content-type'),
    isAction: request.headers.has('next-action'),
    routerState: request.headers.get('next-router-state-tree'),
    origin: request.headers.get('origin'),
    fetchSite: request.headers.get('sec-fetch-site'),
    ours: settings().origin,
    maxBytes: limits.formMaxBytes,
  });
  if (refusal) return turnAway(refusal);
  if (request.method === 'POST' && !(await isReadable(request))) {
    return turnAway({ status: 400, sentence: 'This form is broken. Nothing was read.' });
  }

  const policy = contentSecurityPolicy(Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64'), {
    ...settings(),
    isDevelopment: process.env.NODE_ENV === 'development',
  });
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  headers.set('x-request-id', requestId);
  // Where somebody whose session ended comes back to (lib/web/session.ts): a page of ours, whatever stands here.
  headers.set(pageHeader, request.nextUrl.pathname + request.nextUrl.search);
  // Next compares a form's Origin with the host that the request names, and answers a foreign one with a 500. The
  // Origin was compared with the configured address above; what a proxy or an attacker names as host decides nothing.
  if (request.method === 'POST') headers.set('x-forwarded-host', new URL(settings().origin).host);
  const { pathname, searchParams } = request.nextUrl;
  const isBrand = pathname.startsWith('/brand/');
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', isBrand ? brandPolicy : policy);
  response.headers.set('x-request-id', requestId);
  for (const [name, value] of Object.entries(transport())) response.headers.set(name, value);
  // As a bare header: what `response.cookies` sets, Next shows to the page as if the browser had brought it.
  // Not with a file that caches keep.
  if (!isBrand && !request.cookies.has(prefixed(probeCookie, settings())) && !pathname.startsWith('/api/'))
    response.headers.append('set-cookie', probeLine(settings()));
  // After signing out nothing of the account stays in this browser's stores (ASVS 14.3.1). Cookies go by name.
  if (pathname === '/login' && ['signed-out', 'deleted'].includes(searchParams.get('reason') ?? '')) {
    response.headers.set('clear-site-data', '"cache", "storage"');
  }
  return response;
}

/** The id under which a proxy of ours logs this request, or one of our own. Whoever comes without one names nothing. */
function readRequestId(sent: string | null): string {
  const isOurs = settings().trustedProxies > 0 && sent !== null && /^[\w-]{16,64}$/.test(sent);
  return isOurs ? sent : crypto.randomUUID();
}

function turnAway({ status, sentence, headers }: Refusal): NextResponse {
  return new NextResponse(`${sentence}\n`, {
    status,
    headers: { ...headers, ...transport(), 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}

/** On https no browser that was here once comes back without TLS. */
function transport(): Record<string, string> {
  const value = strictTransport(settings());
  return value ? { 'strict-transport-security': value } : {};
}

/**
 * Whether the body is the form it says it is, and calls an action only as our pages do: Next answers anything else
 * with a 500 and a stack in the log.
 */
async function isReadable(request: NextRequest): Promise<boolean> {
  return request
    .clone()
    .formData()
    .then((form) => isActionCall(form, request.headers.has('next-action')))
    .catch(() => false);
}

export const config = {
  // Files of the build need no nonce.
  matcher: ['/((?!_next/static|favicon|icon|apple-icon).*)'],
};
