import 'server-only';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isReadableTarget } from '../../http/request-target.ts';
import { securityHeaders } from '../../http/security-headers.ts';
import { replaceFaultPage } from '../fault-page.ts';

/** The route of app/unreadable-address. */
const UNREADABLE = '/unreadable-address';

/**
 * Wraps Next's request handler: Next answers a URL that can't be decoded with a bare 500 and no line in the log, and a
 * page that broke with an empty document.
 */
export function guardRequests(): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    if (!isReadableTarget(request.url ?? '')) request.url = UNREADABLE;
    replaceFaultPage(request, response);
  });
}
