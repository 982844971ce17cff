import 'server-only';
import { findDatabaseOutage } from '../../../db/database-outage.ts';
import { clock } from '../../clock.ts';
import { settings } from '../../config/env.ts';
import { isSameSecret } from '../../crypto/same-secret.ts';
import { checkHost, noteHostUse } from '../../flows/apps/check-host.ts';
import { returnPath } from '../../http/host-visit.ts';
import { log } from '../../observability/log.ts';
import { originOf } from '../../rules/apps/guarded-host.ts';
import type { HostAccess } from '../../rules/apps/host-access.ts';
import { identityHeaders } from '../../rules/apps/identity-headers.ts';
import { type AskedFor, type Check, proxyKinds, readCheck } from '../../rules/apps/proxy-request.ts';
import { wordsOf } from '../../words/catalogue.ts';
import { DEFAULT_LANGUAGE } from '../../words/language.ts';
import { store } from '../store.ts';
import { hostToken } from './host-cookies.ts';

/** What a proxy is answered. `text` says to an administrator what is wrong; a person rarely sees it. */
export type CheckAnswer = { status: number; headers: Record<string, string>; text: string };

/** Where checks come in; the name of the proxy follows. */
export const checkPath = '/api/verify/';

const words = wordsOf(DEFAULT_LANGUAGE).forwardAuth;

/**
 * Answers a proxy that asks whether it may let a request through. Whatever goes wrong, the answer is no: proxies let
 * through what gets a 2xx, and nothing else does.
 */
export async function answerCheck(check: Check): Promise<CheckAnswer> {
  try {
    return await judge(check);
  } catch (error) {
    const outage = findDatabaseOutage(error);
    if (!outage) throw error;
    log().error({ event: 'database-gone', reason: outage.message }, 'the database does not answer');
    return deny(503, words.out);
  }
}

async function judge(check: Check): Promise<CheckAnswer> {
  const config = settings();
  const name = check.target.slice(checkPath.length).split(/[/?]/)[0];
  const kind = proxyKinds.find((one) => one === name);
  if (!kind) return deny(404, words.kinds({ addresses: proxyKinds.map((one) => checkPath + one).join(', ') }));
  const { forwardAuthToken } = config;
  if (forwardAuthToken && !isSameSecret(check.sent('x-forward-auth-token').join(), forwardAuthToken))
    return deny(403, words.token);
  const asked = readCheck(kind, check, config);
  if (typeof asked === 'string') return deny(403, words[asked]);
  const token = hostToken(check.sent('cookie'), config);
  const context = { db: store(), now: clock(), settings: config };
  const access = await checkHost(context, { ...asked, token });
  if (access.is === 'go') {
    noteHostUse(context, access).catch((error: Error) =>
      log().warn({ event: 'database-trouble', reason: error.message }, 'the use of a session was not noted'),
    );
  }
  return answerFor(access, { asked, check, isNginx: kind === 'nginx' });
}

type Asking = { asked: AskedFor; check: Check; isNginx: boolean };

function answerFor(access: HostAccess & { remoteUser: 'id' | 'email' }, asking: Asking): CheckAnswer {
  switch (access.is) {
    case 'go':
      return { status: 200, headers: answerHeaders(identityHeaders(access.identity, access.remoteUser)), text: '' };
    case 'open':
      return { status: 200, headers: answerHeaders(identityHeaders(null, access.remoteUser)), text: '' };
    case 'unknown':
      return deny(403, words.unknown);
    case 'closed':
      return isNavigation(asking) ? sendToSignIn(asking) : deny(403, words.closed);
    case 'sign-in':
      return isNavigation(asking) ? sendToSignIn(asking) : deny(401, '', { 'www-authenticate': 'session' });
  }
}

/**
 * nginx answers its client with a 500 when the check redirects; it takes the address out of a 401 itself
 * (deploy/guard/nginx-server.conf).
 */
function sendToSignIn({ asked: { host, path }, isNginx }: Asking): CheckAnswer {
  const { isHttps } = settings();
  const location = `${originOf(host, isHttps)}/.connect/start?to=${encodeURIComponent(returnPath(path))}`;
  return deny(isNginx ? 401 : 302, '', { location, ...(isNginx && { 'www-authenticate': 'session' }) });
}

/**
 * Whether a person waits for a page. A script or a service worker that is redirected to a sign-in on another site fails
 * in ways that no one understands: it gets a 401.
 */
function isNavigation({ asked: { method }, check: { sent } }: Asking): boolean {
  if (method !== 'GET') return false;
  const [mode] = sent('sec-fetch-mode');
  return mode === undefined ? /\btext\/html\b/.test(sent('accept').join()) : mode === 'navigate';
}

function deny(status: number, sentence: string, headers: Record<string, string> = {}): CheckAnswer {
  const text = sentence === '' ? '' : `${sentence}\n`;
  return { status, headers: answerHeaders({ ...headers, 'content-type': 'text/plain; charset=utf-8' }), text };
}

function answerHeaders(headers: Record<string, string>): Record<string, string> {
  return { ...headers, 'cache-control': 'no-store' };
}
