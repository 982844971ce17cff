import type { ProviderCall } from './provider-fault.ts';

/** Returns which step of a sign-in a URL of a provider serves. */
export function stepOf(url: URL): ProviderCall['step'] {
  if (url.pathname.includes('/.well-known/')) return 'discovery';
  if (/token$/.test(url.pathname)) return 'token';
  return /(jwks|certs|keys)/.test(url.pathname) ? 'keys' : 'profile';
}

/** Reads what a response says besides success; of its `body` only the provider's own word for an error. */
export function readAnswer(step: ProviderCall['step'], status: number, body: string): ProviderCall {
  const json = parse(body);
  return { step, status, isJson: json !== null, error: errorOf(json), failure: null };
}

/** Describes a call without a response. Of the error its code or sentence, e.g. ECONNREFUSED. */
export function readFailure(step: ProviderCall['step'], error: unknown): ProviderCall {
  const { cause, message } = error as { cause?: { code?: string; message?: string }; message?: string };
  const failure = cause?.code ?? cause?.message ?? message ?? String(error);
  return { step, status: null, isJson: false, error: null, failure };
}

function parse(body: string): Record<string, unknown> | unknown[] | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

/** RFC 6749 §5.2 has a word; Facebook an object with a number instead; GitHub's API a sentence. */
function errorOf(json: Record<string, unknown> | unknown[] | null): string | null {
  if (!json || Array.isArray(json)) return null;
  const { error, message } = json;
  if (typeof message === 'string' && /rate limit/i.test(message)) return 'slow_down';
  if (typeof error === 'string') return error.slice(0, 60);
  const code = typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : null;
  return typeof code === 'number' ? `facebook ${code}` : null;
}
