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

/**
 * One trip to a provider. What its end does stands here, sealed and named by the trip's own `state` (RFC 6749 §10.12;
 * RFC 9700 §4.7.1), so that no trip that another tab begins meanwhile can be taken for this one.
 */
export type ProviderFlow = {
  provider: Provider;
  /** Secret of the row that says what it is for (db/queries/oauth-flows.ts), for whom and in which session. Null: for signing in. */
  intent: string | null;
  /** Where the person wanted to be afterwards. */
  returnTo: string;
};
type Kept = ProviderFlow & { beganAt: number; verifier: string; nonce: string | null };

/** Characters. No page of ours has a longer address, and a crafted link shall not fill the header of cookies. */
const LONGEST_RETURN = 500;

const flows = new AsyncLocalStorage<ProviderFlow>();

/** Runs `work`, which ends `flow`: whoever is called in it finds it by `currentFlow`. */
export function duringFlow<Answer>(flow: ProviderFlow, work: () => Promise<Answer>): Promise<Answer> {
  return flows.run(flow, work);
}

/** The trip that this request ends, or null. */
export function currentFlow(): ProviderFlow | null {
  return flows.getStore() ?? null;
}

/**
 * Keeps a trip that next-auth just began, whose address at the provider is `address`. next-auth has one cookie each for
 * state, PKCE and nonce, which the next trip would overwrite: they become one cookie of this trip.
 */
export async function keepFlow(address: string, flow: ProviderFlow): Promise<void> {
  const state = new URL(address).searchParams.get('state');
  const verifier = await takeCheck('pkce');
  const nonce = await takeCheck('nonce');
  await deleteCookie('auth.state');
  await deleteCookie('auth.callback-url');
  if (!state || !verifier) throw new Error('A trip to a provider began without state or PKCE');
  await dropOldFlows();
  const name = nameOf(state);
  const returnTo = flow.returnTo.length > LONGEST_RETURN ? '/' : flow.returnTo;
  const kept: Kept = { ...flow, returnTo, beganAt: clock().getTime(), verifier, nonce };
  await writeCookie(name, sealCookie('flow', name, kept, settings().authSecrets), limits.oauthFlowLifeMs);
}

/** The trip that this browser began with `state` at `provider`, once; null when there is none, or it is too old. */
export async function takeFlow(provider: Provider, state: string | null): Promise<Kept | null> {
  if (!state) return null;
  const name = nameOf(state);
  const kept = openFlow(name, await readCookie(name));
  if (!kept || kept.provider !== provider) return null;
  await deleteCookie(name);
  return kept;
}

/** The request as next-auth wants it: with the cookies that it made when this trip began. */
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

/** What next-auth keeps of a check, out of its cookie, which ends. */
async function takeCheck(check: 'pkce' | 'nonce'): Promise<string | null> {
  const token = await readCookie(`auth.${check}`);
  await deleteCookie(`auth.${check}`);
  if (!token) return null;
  const opened = await decode({ secret: settings().authSecrets, salt: cookieName(`auth.${check}`), token });
  return typeof opened?.['value'] === 'string' ? opened['value'] : null;
}

/** Trips that were left at the provider: a browser keeps few, for a header of cookies has an end (nginx: 8 KiB). */
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
