import 'server-only';
import { AuthError } from 'next-auth';
import { settings } from '../../config/env.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { type Provider, providerNames } from '../../rules/sign-in/authentication-methods.ts';
import { generateReference } from '../fault-reference.ts';
import { requestLog } from '../request-log.ts';
import { Refused, signIn } from './auth.ts';
import { isFailurePage } from './auth-route.ts';
import { diagnoseTrace, tracing } from './provider-calls.ts';
import { keepFlow, type ProvenLink } from './provider-flow.ts';
import { askFor } from './providers.ts';

type Credentials =
  | { provider: 'password'; email: string; password: string; returnTo: string }
  | { provider: 'passkey'; assertion: string }
  | { provider: 'second-factor'; code: string }
  | { provider: 'second-factor'; oneTimePassword: string }
  | { provider: 'second-factor'; assertion: string };

/** Runs one of our own factors through next-auth and its gate; returns the path to redirect to. */
export async function signInWith({ provider, ...credentials }: Credentials, returnTo: string): Promise<Result<string>> {
  try {
    const url: string = await signIn(provider, { ...credentials, redirect: false, redirectTo: returnTo });
    return succeed(url.startsWith(settings().origin) ? url.slice(settings().origin.length) : '/');
  } catch (error) {
    if (error instanceof Refused) return error.failure;
    const cause = error instanceof AuthError ? error.cause?.err : undefined;
    // A fault of ours, such as a database outage, must not be reported as an incorrect password.
    if (cause && !(cause instanceof AuthError)) throw cause;
    // next-auth's own refusals, e.g. when `createSession` refused.
    if (error instanceof AuthError) return refuse('sign-in-failed');
    throw error;
  }
}

/**
 * Returns the provider's URL to redirect to. `isProof`: ask the provider to require credentials again, where it can.
 * `intent`: the secret of the row that names the flow's purpose, unless it's a sign-in; `link`: the mailed link
 * that it gives a proof for.
 */
export async function startProvider(
  provider: Provider,
  returnTo: string,
  {
    isProof = false,
    intent = null,
    link = null,
  }: { isProof?: boolean; intent?: string | null; link?: ProvenLink | null } = {},
): Promise<Result<string, 'provider-down' | 'provider-misconfigured' | 'provider-failed'>> {
  const { answer: url, trace } = await tracing<string>(() =>
    signIn(provider, { redirect: false, redirectTo: returnTo }, askFor(provider, isProof)),
  );
  if (!isFailurePage(url)) {
    await keepFlow(url, { provider, intent, link, returnTo });
    return succeed(url);
  }
  const reference = generateReference();
  const { fault, code } = diagnoseTrace(provider, trace);
  (await requestLog()).warn({ event: 'provider-down', provider, reference, ...fault }, 'a provider does not answer');
  return refuse(code, { provider: providerNames[provider], reference });
}
