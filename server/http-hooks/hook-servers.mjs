import http from 'node:http';
import { outlastProxy } from './behind-proxy.mjs';
import { whenIdle } from './when-idle.mjs';

/**
 * One step that a request passes before the app. True, at once or later: it has answered the request, or will; nothing
 * after it sees the request.
 *
 * @typedef {[http.IncomingMessage, http.ServerResponse]} Exchange
 * @typedef {[http.IncomingMessage, import('node:stream').Duplex, Buffer]} Upgrade
 * @typedef {(...exchange: Exchange) => boolean | Promise<boolean>} Step
 */

/**
 * Lets every request to a server of this process pass `steps`, one after the other.
 *
 * @param {readonly Step[]} steps
 * @param {{ isBehindProxy?: boolean }} [options]
 */
export function hookServers(steps, { isBehindProxy = false } = {}) {
  const { emit, close } = http.Server.prototype;

  http.Server.prototype.emit = function (/** @type {string} */ event, /** @type {unknown[]} */ ...words) {
    const act = () => Reflect.apply(emit, this, [event, ...words]);
    if (event === 'listening' && isBehindProxy) outlastProxy(this);
    if (event === 'upgrade') return pass(steps, withoutUpgrade(/** @type {Upgrade} */ (words)), act);
    return event === 'request' ? pass(steps, /** @type {Exchange} */ (words), act) : act();
  };

  http.Server.prototype.close = function (/** @type {((error?: Error) => void) | undefined} */ done) {
    whenIdle(this, () => close.call(this, done));
    return this;
  };
}

/**
 * Caddy asks whether it may let a WebSocket through with the client's own `Upgrade`. Node takes that from the requests
 * and hands over the bare connection: it passes the steps like any other, and ends with its answer.
 *
 * @param {Upgrade} upgrade
 * @returns {Exchange}
 */
function withoutUpgrade([request, socket]) {
  const response = new http.ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(/** @type {import('node:net').Socket} */ (socket));
  response.on('finish', () => socket.end());
  return [request, response];
}

/**
 * @param {readonly Step[]} steps
 * @param {Exchange} exchange
 * @param {() => boolean} act
 * @returns {boolean}
 */
function pass(steps, exchange, act) {
  for (const [index, step] of steps.entries()) {
    const answer = step(...exchange);
    if (answer === true) return true;
    if (answer === false) continue;
    const [, response] = exchange;
    answer
      .then((isAnswered) => isAnswered || pass(steps.slice(index + 1), exchange, act))
      // Closes the connection: a request that couldn't be checked reaches nothing.
      .catch((error) => response.destroy(error));
    return true;
  }
  return act();
}
