import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { errorMessage } from '../error-message.ts';

/** What a host answered, or why it didn't. */
export type HostAnswer = { status: number; location: string | null } | { failure: string };

/** As a browser asks that follows a link. fetch would say that a script asks, and a proxy answers those otherwise. */
const asPerson = { accept: 'text/html', 'sec-fetch-mode': 'navigate', 'user-agent': 'doctor' };

/** Asks for a page as a stranger does, without a cookie. Follows nothing, and reads no more than the head of the answer. */
export function askHost(url: URL, signal: AbortSignal): Promise<HostAnswer> {
  const request = url.protocol === 'https:' ? requestSecure : requestPlain;
  return new Promise((resolve) => {
    const fail = (error: unknown) => resolve({ failure: reasonOf(error) });
    if (signal.aborted) return fail(signal.reason);
    const sent = request(url, { hostname: placeOf(url.hostname), headers: { ...asPerson, host: url.host }, signal });
    sent.on('error', fail);
    sent.on('response', (response) => {
      const { statusCode = 0, headers } = response;
      response.on('error', () => undefined);
      response.destroy();
      resolve({ status: statusCode, location: headers.location ?? null });
    });
    sent.end();
  });
}

/** Names below localhost are this machine's (RFC 6761 §6.3); not every resolver says so. */
function placeOf(hostname: string): string {
  return /(^|\.)localhost$/.test(hostname) ? '127.0.0.1' : hostname.replace(/^\[|\]$/g, '');
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^[A-Z_]+$/.test(code) && code !== 'ABORT_ERR' ? code : errorMessage(error);
}
