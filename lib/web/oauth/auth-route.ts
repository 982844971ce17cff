import 'server-only';
import { after, NextRequest } from 'next/server';
import { settings } from '../../config/env.ts';
import { isProvider, type Provider } from '../../rules/sign-in/authentication-methods.ts';
import { wordsOf } from '../../words/catalogue.ts';
import type { Code } from '../../words/say.ts';
import { sendDueMails } from '../boot/mail-worker.ts';
import { tellWebhook } from '../boot/webhook-worker.ts';
import { browserLanguage } from '../browser-language.ts';
import { cookieName } from '../cookies.ts';
import { generateReference } from '../fault-reference.ts';
import { loginPath, withError } from '../page-error.ts';
import { requestLog } from '../request-log.ts';
import { currentUser } from '../session.ts';
import { requireDatabase } from '../store.ts';
import { handlers } from './auth.ts';
import { diagnoseTrace, tracing } from './provider-calls.ts';
import { duringFlow, giveFlow, type ProviderFlow, takeFlow } from './provider-flow.ts';
import { configuredProviders } from './providers.ts';

/**
 * The only endpoint of next-auth that is exposed: the callback of a provider. All others (`session`, `csrf`, `signin`,
 * `signout`, the callbacks of our own factors) answer 404: no page of ours requests them, and `session` would delete the
 * caller's cookie during a database outage.
 *
 * When a provider refuses or fails, next-auth would redirect to one page that knows neither provider nor purpose. This
 * redirects to the page where the flow started, with a message.
 */
export async function handleAuthRequest(asked: NextRequest): Promise<Response> {
  const provider = returningProvider(asked);
  if (!provider)
    return new Response(`${wordsOf(await browserLanguage()).frame.notFound.title}\n`, {
      status: 404,
      headers: NOT_FOUND,
    });
  await requireDatabase();
  // A sign-in may have put a mail into the outbox.
  after(sendDueMails);
  after(tellWebhook);
  const request = withoutBrokenReturn(asked);
  const reference = generateReference();
  const state = request.nextUrl.searchParams.get('state');
  const flow = await takeFlow(provider, state);
  if (!flow || !state) return goNowhere(provider, reference);
  const returned = returnedError(request);
  if (returned === 'access_denied') {
    const description = request.nextUrl.searchParams.get('error_description')?.slice(0, 200);
    (await requestLog()).info({ event: 'provider-cancelled', provider, description }, 'a person turned back');
    return goBack(flow, 'provider-cancelled');
  }
  const prepared = await giveFlow(request, flow, state);
  const { answer, trace } = await tracing(() => duringFlow(flow, () => handlers.GET(prepared)));
  if (!isFailure(answer)) return answer;
  const { fault, code } = diagnoseTrace(provider, { ...trace, returned });
  (await requestLog()).warn({ event: 'provider-failed', provider, reference, ...fault }, 'a provider sign-in failed');
  return goBack(flow, code, reference);
}

const NOT_FOUND = { 'content-type': 'text/plain; charset=utf-8' };

/**
 * Drops an invalid return URL, in the query or in its cookie: next-auth answers it with a 500 (attack O-16). Ours
 * decides where users go (`callbacks.redirect`).
 */
function withoutBrokenReturn(asked: NextRequest): NextRequest {
  const cookie = cookieName('auth.callback-url');
  const hasBrokenCookie = isBroken(asked.cookies.get(cookie)?.value ?? '');
  if (!hasBrokenCookie && !asked.nextUrl.searchParams.getAll('callbackUrl').some(isBroken)) return asked;
  const url = new URL(asked.url);
  url.searchParams.delete('callbackUrl');
  const request = new NextRequest(url, asked);
  if (hasBrokenCookie) request.cookies.delete(cookie);
  return request;
}

function isBroken(address: string): boolean {
  if (address === '') return false;
  const base = address.startsWith('/') ? settings().origin : undefined;
  return !URL.canParse(address, base) || !/^https?:$/.test(new URL(address, base).protocol);
}

/** Returns whether next-auth answered with its own error page instead of going on. */
export function isFailurePage(location: string): boolean {
  const url = new URL(location, settings().origin);
  const error = url.searchParams.get('error');
  return url.origin === settings().origin && url.pathname === '/login' && error !== null && /^[A-Z]/.test(error);
}

function isFailure(response: Response): boolean {
  const location = response.headers.get('location');
  return location === null ? response.status >= 400 : isFailurePage(location);
}

function returningProvider(request: NextRequest): Provider | null {
  const [, provider] = /^\/api\/auth\/callback\/(\w+)$/.exec(request.nextUrl.pathname) ?? [];
  const isOurs = isProvider(provider) && configuredProviders().includes(provider);
  return request.method === 'GET' && isOurs ? provider : null;
}

/** Returns what the provider says went wrong: a word of RFC 6749 §4.1.2.1, or Facebook's number. */
function returnedError({ nextUrl: { searchParams } }: NextRequest): string | null {
  const number = searchParams.get('error_code');
  const word = searchParams.get('error') ?? (number && `facebook ${number}`);
  return word?.slice(0, 60) ?? null;
}

/** Redirects to the page where the flow started. */
function goBack({ provider, intent, link, returnTo }: ProviderFlow, code: Code, reference?: string): Response {
  return goTo(withError(intent || link ? returnTo : loginPath(returnTo), code, provider, reference));
}

/**
 * Handles a callback without a pending flow in this browser: its cookie is lost or expired, or the URL was forged. It
 * must not become a sign-in, which could be another user's (attacks ).
 */
async function goNowhere(provider: Provider, reference: string): Promise<Response> {
  (await requestLog()).warn(
    { event: 'provider-flow-lost', provider, reference, setting: 'AUTH_URL' },
    'a return from a provider fits no cookie of this browser: too late, cookies blocked, or begun at another address than AUTH_URL',
  );
  const page = (await currentUser()) ? '/profile/connections' : '/login';
  return goTo(withError(page, 'flow-lost', provider, reference));
}

function goTo(path: string): Response {
  return new Response(null, { status: 303, headers: { location: settings().origin + path } });
}
