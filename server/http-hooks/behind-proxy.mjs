/**
 * A proxy keeps connections open to send the next request on one. Ours have to last longer than any of them keeps its
 * own (Google's load balancer: ten minutes), or a form would meet one that was just closed: 502, and sent only once.
 */
const KEEP_ALIVE_MS = 620_000;

/** @param {import('node:http').Server} server */
export function outlastProxy(server) {
  server.keepAliveTimeout = KEEP_ALIVE_MS;
}

/**
 * The proxy compresses what it passes on (deploy/nginx.conf). Here it would cost the one processor that makes pages a
 * good part of each.
 *
 * @param {import('node:http').IncomingMessage} request
 */
export function leaveCompressionToProxy(request) {
  delete request.headers['accept-encoding'];
  return false;
}
