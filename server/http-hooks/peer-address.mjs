import { randomBytes } from 'node:crypto';

/** Generated at each start: a client can't know the name, so it can't forge the header. */
process.env.PEER_ADDRESS_HEADER ??= `x-peer-${randomBytes(16).toString('hex')}`;
const header = process.env.PEER_ADDRESS_HEADER;

/**
 * Passes the peer of the socket on to the app (lib/config/env.ts). Next hides the socket from pages and believes a
 * client's own X-Forwarded-For.
 *
 * @param {import('node:http').IncomingMessage} request
 */
export function notePeerAddress(request) {
  request.headers[header] = request.socket.remoteAddress ?? '';
  return false;
}
