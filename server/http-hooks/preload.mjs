// Preloaded into the server (`node --import`): what Next has no hook for. Each file beside this one does one thing.
import http from 'node:http';
import { leaveCompressionToProxy, outlastProxy } from './behind-proxy.mjs';
import { notePeerAddress } from './peer-address.mjs';
import { refuseTrace } from './refuse-trace.mjs';
import { whenIdle } from './when-idle.mjs';

const isBehindProxy = Number(process.env.TRUSTED_PROXIES) > 0;

/** @typedef {[http.IncomingMessage, http.ServerResponse]} Exchange */

/**
 * What every request passes before Next, in this order. A step that returns true has answered the request, or will;
 * nothing after it sees the request. Further checks (a request filter, forward-auth) get a file here and a place in this
 * list: behind `notePeerAddress` if they count by IP address.
 *
 * @type {((...exchange: Exchange) => boolean)[]}
 */
const steps = [refuseTrace, notePeerAddress, ...(isBehindProxy ? [leaveCompressionToProxy] : [])];

const { emit, close } = http.Server.prototype;

http.Server.prototype.emit = function (/** @type {string} */ event, /** @type {unknown[]} */ ...words) {
  if (event === 'listening' && isBehindProxy) outlastProxy(this);
  if (event === 'request' && steps.some((step) => step(.../** @type {Exchange} */ (words)))) return true;
  return Reflect.apply(emit, this, [event, ...words]);
};

http.Server.prototype.close = function (/** @type {((error?: Error) => void) | undefined} */ done) {
  whenIdle(this, () => close.call(this, done));
  return this;
};
