import { isRouterState } from './next-router-state.ts';
import { comesFromUs } from './same-origin.ts';

type Seen = {
  method: string;
  contentLength: string | null;
  contentType: string | null;
  transferEncoding: string | null;
  /** Whether the request calls a server action by name. */
  isAction: boolean;
  /** Where in the app the requesting page is, as Next's scripts say it. */
  routerState: string | null;
  origin: string | null;
  fetchSite: string | null;
  ours: string;
  maxBytes: number;
  /** For apps, not for pages of ours (lib/http/machine-call.ts). */
  isMachineCall: boolean;
};
export type Refusal = { status: number; sentence: string; headers?: Record<string, string> };

const METHODS = ['GET', 'HEAD', 'POST'];
const FORM_TYPES = /^(multipart\/form-data|application\/x-www-form-urlencoded)(;|$)/i;

/**
 * Returns why no page of ours would send this request, with its status: other methods, forms that are too large or of
 * unknown length, other content types, other origins, routes that the app doesn't have. Null: the real checks follow.
 */
export function validateRequest(seen: Seen): Refusal | null {
  // RFC 9112 §6.1. Node's parser refuses it too, but may do so after a page was asked for.
  if (!/^(chunked)?$/i.test(seen.transferEncoding ?? ''))
    return { status: 501, sentence: 'This request comes in a coding that is not read here.' };
  if (seen.isMachineCall && !seen.isAction) return validateMachineCall(seen);
  if (!METHODS.includes(seen.method))
    return { status: 405, sentence: 'This address takes GET and POST only.', headers: { allow: METHODS.join(', ') } };
  if (seen.routerState !== null && !isRouterState(seen.routerState))
    return { status: 400, sentence: 'This request is broken. Load the page again.' };
  if (seen.method !== 'POST') return seen.isAction ? { status: 405, sentence: 'Forms are sent by POST.' } : null;
  if (!comesFromUs(seen.ours, seen))
    return { status: 403, sentence: 'This form was not sent from a page of this site.' };
  if (seen.contentLength === null) return { status: 411, sentence: 'The length of the form is missing.' };
  if (!(Number(seen.contentLength) <= seen.maxBytes))
    return { status: 413, sentence: 'This form is too large. Nothing was read.' };
  const isForm =
    FORM_TYPES.test(seen.contentType ?? '') && !(seen.isAction && !/^multipart/i.test(seen.contentType ?? ''));
  return isForm ? null : { status: 415, sentence: 'This site reads forms only.' };
}

/**
 * As `validateRequest`, for what apps send: from anywhere, and OPTIONS too (CORS). What is wrong inside the body, the
 * endpoint says in the protocol's own words.
 */
function validateMachineCall({ method, contentLength, maxBytes }: Seen): Refusal | null {
  const methods = [...METHODS, 'OPTIONS'];
  if (!methods.includes(method))
    return { status: 405, sentence: 'This address takes GET and POST only.', headers: { allow: methods.join(', ') } };
  if (contentLength !== null && !(Number(contentLength) <= maxBytes))
    return { status: 413, sentence: 'This request is too large. Nothing was read.' };
  return null;
}
