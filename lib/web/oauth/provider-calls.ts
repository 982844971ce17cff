import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { settings } from '../../config/env.ts';
import { readAnswer, readFailure, stepOf } from '../../rules/providers/provider-answer.ts';
import { describeProviderFault, type ProviderFault, type ProviderTrace } from '../../rules/providers/provider-fault.ts';
import type { Provider } from '../../rules/sign-in/authentication-methods.ts';

/** More of a response isn't read: what a provider says about an error is short. */
const MOST_CHARACTERS = 100_000;

const traces = new AsyncLocalStorage<ProviderTrace>();

/**
 * Runs `work`, and returns with its result what became of its calls to a provider, and what next-auth complained about.
 */
export async function tracing<Answer>(work: () => Promise<Answer>): Promise<{ answer: Answer; trace: ProviderTrace }> {
  const trace: ProviderTrace = { returned: null, call: null, complaint: null };
  return { answer: await traces.run(trace, work), trace };
}

/** Records what next-auth or our own check complained about; returns false when no trace is running. */
export function noteComplaint(complaint: string): boolean {
  const trace = traces.getStore();
  if (trace) trace.complaint = complaint.slice(0, 300);
  return trace !== undefined;
}

/** Wraps `fetching` so that each call is recorded for the trace of the request. */
export function noted(fetching: typeof fetch): typeof fetch {
  return async (input, init) => {
    const trace = traces.getStore();
    if (!trace) return fetching(input, init);
    const step = stepOf(new URL(input instanceof Request ? input.url : input));
    try {
      const response = await fetching(input, init);
      const body = await response.clone().text();
      trace.call = readAnswer(step, response.status, body.slice(0, MOST_CHARACTERS));
      return response;
    } catch (error) {
      trace.call = readFailure(step, error);
      throw error;
    }
  };
}

/** Returns what went wrong, and the code of the sentence for the user. */
export function diagnoseTrace(provider: Provider, trace: ProviderTrace) {
  const fault = describeProviderFault(provider, trace, settings().origin);
  const codes = { settings: 'provider-misconfigured', provider: 'provider-down', person: 'provider-failed' } as const;
  return { fault, code: codes[fault.cause] } satisfies { fault: ProviderFault; code: string };
}
