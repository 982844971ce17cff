import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { cookies } from 'next/headers';
import type { NextRequest } from 'next/server';
import { decode, encode } from 'next-auth/jwt';
import { clock } from '../../clock.ts';
import { settings } from '../../config/env.ts';
import { limits } from '../../config/limits.ts';
import { openCookie, sealCookie } from '../../crypto/sealed-cookie.ts';
import { hashToken } from '../../crypto/token.ts';
import { safePath } from '../../http/safe-redirect.ts';
import type { Provider } from '../../rules/sign-in/authentication-methods.ts';
import { cookieName, deleteCookie, readCookie, writeCookie } from '../cookies.ts';

/** A mailed link whose page asks a provider to authenticate the user (lib/web/oauth/link-proof.ts). */
export type ProvenLink = { purpose: 'reset-password' | 'undo-email' | 'objection'; secretHash: string };

/**
 * One OAuth flow. Its purpose is kept in a sealed cookie named by the flow's own `state` (RFC 6749 §10.12; RFC 9700
 * §4.7.1), so that a flow started in another tab can't be mistaken for this one.
 */
export type ProviderFlow = {
  provider: Provider;
  /** Secret of the row in `oauth_flows`, which names purpose, user and session. Null for a sign-in. */
  intent: string | null;
  /** The mailed link that the flow proves something for, if any (lib/web/oauth/link-proof.ts). */
  link?: ProvenLink | null;
  /** Where to redirect afterwards. */
  returnTo: string;
};
type Kept = ProviderFlow & { beganAt: number; verifier: string; nonce: string | null };

/** Characters. No page of ours has a longer URL, and a crafted link must not fill the Cookie header. */
const LONGEST_RETURN = 500;

const flows = new AsyncLocalStorage<ProviderFlow>();

/** Runs `work`, which completes `flow`: code called from it reads the flow with `currentFlow`. */
export function duringFlow<Answer>(flow: ProviderFlow, work: () => Promise<Answer>): Promise<Answer> {
  return flows.run(flow, work);
}

/** Returns the flow that this request completes, or null. */
export function currentFlow(): ProviderFlow | null {
  return flows.getStore() ?? null;
}

/**
 * Stores a flow that next-auth has just started; `address` is the authorization URL. next-auth has one cookie each for
 * state, PKCE and nonce, which the next flow would overwrite: they're moved into one cookie per flow.
 */
export async function keepFlow(address: string, flow: ProviderFlow): Promise<void> {
  const state = new URL(address).searchParams.get('state');
  const verifier = await takeCheck('pkce');
  const nonce = await takeCheck('nonce');
  await deleteCookie('auth.state');
  await deleteCookie('auth.callback-url');
  if (!state || !verifier) throw new Error('An OAuth flow was started without state or PKCE');
  await dropOldFlows();
  const name = nameOf(state);
  const returnTo = flow.returnTo.length > LONGEST_RETURN ? '/' : flow.returnTo;
  const kept: Kept = { ...flow, returnTo, beganAt: clock().getTime(), verifier, nonce };
  await writeCookie(name, sealCookie('flow', name, kept, settings().authSecrets), limits.oauthFlowLifeMs);
}

/** Returns, once, the flow that this browser started with `state` at `provider`; null when there is none, or it expired. */
export async function takeFlow(provider: Provider, state: string | null): Promise<Kept | null> {
  if (!state) return null;
  const name = nameOf(state);
  const kept = openFlow(name, await readCookie(name));
  if (!kept || kept.provider !== provider) return null;
  await deleteCookie(name);
  return kept;
}

/** Returns the request with the cookies that next-auth set when this flow started, as it expects them. */
export async function giveFlow(request: NextRequest, flow: Kept, state: string): Promise<NextRequest> {
  const checks = { state, pkce: flow.verifier, ...(flow.nonce ? { nonce: flow.nonce } : {}) };
  for (const [check, value] of Object.entries(checks)) {
    const salt = cookieName(`auth.${check}`);
    const token = { value, provider: flow.provider };
    const maxAge = limits.oauthFlowLifeMs / 1000;
    request.cookies.set(salt, await encode({ secret: settings().authSecrets, salt, maxAge, token }));
  }
  request.cookies.set(cookieName('auth.callback-url'), settings().origin + flow.returnTo);
  return request;
}

function nameOf(state: string): `flow.${string}` {
  return `flow.${hashToken(state)}`;
}

function openFlow(name: string, value: string | null): Kept | null {
  const kept = openCookie('flow', name, value, settings().authSecrets) as Kept | null;
  const isOver = kept === null || clock().getTime() - kept.beganAt > limits.oauthFlowLifeMs;
  return isOver ? null : { ...kept, returnTo: safePath(kept.returnTo) };
}

/** Returns the value of next-auth's cookie for a check, and deletes the cookie. */
async function takeCheck(check: 'pkce' | 'nonce'): Promise<string | null> {
  const token = await readCookie(`auth.${check}`);
  await deleteCookie(`auth.${check}`);
  if (!token) return null;
  const opened = await decode({ secret: settings().authSecrets, salt: cookieName(`auth.${check}`), token });
  return typeof opened?.['value'] === 'string' ? opened['value'] : null;
}

/** Drops the oldest abandoned flows of this browser: the Cookie header is limited (nginx: 8 KiB). */
async function dropOldFlows(): Promise<void> {
  const prefix = cookieName('flow.');
  const names = (await cookies()).getAll().flatMap(({ name, value }) => {
    if (!name.startsWith(prefix) || value === '') return [];
    const own = `flow.${name.slice(prefix.length)}` as const;
    return [{ name: own, beganAt: openFlow(own, value)?.beganAt ?? 0 }];
  });
  const kept = names.sort((a, b) => b.beganAt - a.beganAt).slice(0, limits.flowsPerBrowser - 1);
  for (const { name } of names) if (!kept.some((flow) => flow.name === name)) await deleteCookie(name);
}
