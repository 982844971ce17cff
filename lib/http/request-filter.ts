import { limits } from '../config/limits.ts';
import type { Settings } from '../config/settings.ts';
import { pageHeader } from './asked-page.ts';
import { brandPolicy, contentSecurityPolicy } from './content-security-policy.ts';
import { prefixed, probeCookie, probeLine } from './cookie-attributes.ts';
import { isMachineCall } from './machine-call.ts';
import { isActionCall } from './next-action-payload.ts';
import { type Refusal, validateRequest } from './request-shape.ts';
import { strictTransport } from './strict-transport.ts';

/** What the filter needs of the settings. */
export type FilterSettings = Pick<Settings, 'origin' | 'isHttps' | 'hsts' | 'providers' | 'trustedProxies'> & {
  isDevelopment: boolean;
};

/** A request, as either form of the filter sees it. `header` returns null for one that was not sent. */
export type Arrival = { method: string; target: URL; header: (name: string) => string | null };

/** What is set before Next sees the request, and what goes with its response; or the response itself. */
export type Verdict =
  | { isRefused: false; request: Record<string, string>; response: [name: string, value: string][] }
  | { isRefused: true; status: number; headers: Record<string, string>; text: string };

/** Files of the build and of the icons: nothing in them needs a nonce, and caches keep them. */
const FILES = /^\/(_next\/static|favicon|icon|apple-icon)/;

/**
 * The request filter. Sets the nonce of the content security policy and the request id, and rejects requests that no
 * page of ours sends and that Next would answer with a 500. It authorises nothing: without it an attacker has no
 * further access (docs/security.md). Every header that it sets replaces what the client sent under that name.
 */
export function filterRequest(
  { method, target, header }: Arrival,
  settings: FilterSettings,
  chance: { nonce: string; requestId: string },
): Verdict {
  const isForMachines = isMachineCall(target.pathname, method);
  const refusal = validateRequest({
    method,
    contentLength: header('content-length'),
    contentType: header('content-type'),
    transferEncoding: header('transfer-encoding'),
    isAction: header('next-action') !== null,
    routerState: header('next-router-state-tree'),
    origin: header('origin'),
    fetchSite: header('sec-fetch-site'),
    ours: settings.origin,
    maxBytes: isForMachines ? limits.openidBodyMaxBytes : limits.formMaxBytes,
    isMachineCall: isForMachines,
  });
  if (refusal) return turnAway(refusal, settings);
  const policy = contentSecurityPolicy(chance.nonce, settings);
  const requestId = readRequestId(header('x-request-id'), settings) ?? chance.requestId;
  return {
    isRefused: false,
    request: {
      // Next takes the nonce of its scripts from here.
      'content-security-policy': policy,
      'x-request-id': requestId,
      // Where someone whose session ended comes back to (lib/web/session.ts): a page of ours, whatever stands here.
      [pageHeader]: target.pathname + target.search,
      // Next compares a form's Origin with the host that the request names, and answers a foreign one with a 500. The
      // Origin was compared with the configured address; what a proxy or an attacker names as host decides nothing.
      ...(method === 'POST' ? { 'x-forwarded-host': new URL(settings.origin).host } : {}),
    },
    response: FILES.test(target.pathname) ? [] : responseHeaders(target, header('cookie'), policy, requestId, settings),
  };
}

/**
 * Returns the response to a form whose body is not what it says it is, or calls an action as no page of ours does: Next
 * answers those with a 500 and a stack in the log. Null for a form that can be read.
 */
export async function refuseUnreadable(
  read: () => Promise<FormData>,
  { target, header }: Pick<Arrival, 'target' | 'header'>,
  settings: FilterSettings,
): Promise<(Verdict & { isRefused: true }) | null> {
  // Its endpoint reads it, once, and says what is wrong with it.
  if (isMachineCall(target.pathname, 'POST')) return null;
  const isReadable = await read()
    .then((form) => isActionCall(form, header('next-action') !== null))
    .catch(() => false);
  return isReadable ? null : turnAway({ status: 400, sentence: 'This form is broken. Nothing was read.' }, settings);
}

function responseHeaders(
  { pathname, searchParams }: URL,
  cookies: string | null,
  policy: string,
  requestId: string,
  settings: FilterSettings,
): [string, string][] {
  const isBrand = pathname.startsWith('/brand/');
  const isForApps = /^\/(api|oidc|\.well-known|\.connect)\//.test(pathname);
  const isKnown = new RegExp(`(^|;\\s*)${prefixed(probeCookie, settings)}=`).test(cookies ?? '');
  const isOver = pathname === '/login' && ['signed-out', 'deleted'].includes(searchParams.get('reason') ?? '');
  return [
    ['content-security-policy', isBrand ? brandPolicy : policy],
    ['x-request-id', requestId],
    // On a guarded host it's for its own proxy to say.
    ...(pathname.startsWith('/.connect/') ? [] : transport(settings)),
    // Not with a file that caches keep.
    ...(isBrand || isKnown || isForApps ? [] : [['set-cookie', probeLine(settings)] as [string, string]]),
    // After signing out nothing of the account stays in this browser's stores (ASVS 14.3.1). Cookies go by name.
    ...(isOver ? [['clear-site-data', '"cache", "storage"'] as [string, string]] : []),
  ];
}

/** The id under which a proxy of ours logs this request; null without a proxy of ours or an id. */
function readRequestId(sent: string | null, { trustedProxies }: FilterSettings): string | null {
  return trustedProxies > 0 && sent !== null && /^[\w-]{16,64}$/.test(sent) ? sent : null;
}

function turnAway({ status, sentence, headers }: Refusal, settings: FilterSettings): Verdict & { isRefused: true } {
  return {
    isRefused: true,
    status,
    headers: {
      ...headers,
      ...Object.fromEntries(transport(settings)),
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    },
    text: `${sentence}\n`,
  };
}

/** On https no browser that was here once comes back without TLS. */
function transport(settings: FilterSettings): [string, string][] {
  const value = strictTransport(settings);
  return value ? [['strict-transport-security', value]] : [];
}
