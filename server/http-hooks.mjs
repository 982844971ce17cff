// Preloaded into the server (`node --import`): what Next has no hook for. Next hides the socket from pages and believes
// a client's own X-Forwarded-For. This passes the real peer on, under a header name generated at each start: a client
// can't know it, so it can't forge it.
import { randomBytes } from 'node:crypto';
import http from 'node:http';

process.env.PEER_ADDRESS_HEADER ??= `x-peer-${randomBytes(16).toString('hex')}`;
const header = process.env.PEER_ADDRESS_HEADER;
// A proxy of ours compresses what it passes on (deploy/nginx.conf). Here it would cost the one processor that makes
// pages a good part of each.
const isBehindProxy = Number(process.env.TRUSTED_PROXIES) > 0;
// A proxy keeps connections open to send the next request on one. Ours have to last longer than any of them keeps its
// own (Google's load balancer: ten minutes), or a form would meet one that was just closed: 502, and sent only once.
const KEEP_ALIVE_MS = 620_000;
const emit = http.Server.prototype.emit;

http.Server.prototype.emit = function (event, request, ...rest) {
  if (event === 'listening' && isBehindProxy) this.keepAliveTimeout = KEEP_ALIVE_MS;
  if (event === 'request') {
    // Next cannot express this method and would answer with a 500 and a stack in the log.
    if (request.method === 'TRACE') return refuse(...rest);
    request.headers[header] = request.socket.remoteAddress ?? '';
    if (isBehindProxy) delete request.headers['accept-encoding'];
  }
  return emit.call(this, event, request, ...rest);
};

const close = http.Server.prototype.close;

/** A turn of the event loop that did nothing else. At a hundred requests a second somebody comes in one of two hundred. */
const SHORT_MS = 0.05;

/**
 * Takes in whoever stands at the door before it is closed. The system has taken their connections already and would
 * reset them; nginx sends no form a second time, and people would be told to. So it is closed in a turn of the event
 * loop in which nobody came in and no page was made: those who come while one is made are not seen yet.
 */
http.Server.prototype.close = function (done) {
  let hasComeIn = true;
  let lastTurn = 0;
  const note = () => {
    hasComeIn = true;
  };
  this.on('connection', note);
  const closeWhenEmpty = () => {
    const now = performance.now();
    const isQuiet = !hasComeIn && now - lastTurn < SHORT_MS;
    if (!isQuiet) {
      hasComeIn = false;
      lastTurn = now;
      setImmediate(closeWhenEmpty);
      return;
    }
    this.off('connection', note);
    close.call(this, done);
  };
  closeWhenEmpty();
  return this;
};

function refuse(response) {
  response.writeHead(405, { allow: 'GET, HEAD, POST' }).end();
  return true;
}
