import http from 'node:http';
import { outlastProxy } from './behind-proxy.mjs';
import { whenIdle } from './when-idle.mjs';

/**
 * One step that a request passes before the app. True, at once or later: it has answered the request, or will; nothing
 * after it sees the request.
 *
 * @typedef {[http.IncomingMessage, http.ServerResponse]} Exchange
 * @typedef {(...exchange: Exchange) => boolean | Promise<boolean>} Step
 */

/**
 * Lets every request to a server of this process pass `steps`, one after the other.
 *
 * @param {readonly Step[]} steps
 * @param {{ isBehindProxy?: boolean; takesUpgrades?: boolean }} [options]
 */
export function hookServers(steps, { isBehindProxy = false, takesUpgrades = false } = {}) {
  if (!takesUpgrades) ignoreUpgrades();
  const { emit, close } = http.Server.prototype;

  http.Server.prototype.emit = function (/** @type {string} */ event, /** @type {unknown[]} */ ...words) {
    const act = () => Reflect.apply(emit, this, [event, ...words]);
    if (event === 'listening' && isBehindProxy) outlastProxy(this);
    return event === 'request' ? pass(steps, /** @type {Exchange} */ (words), act) : act();
  };

  http.Server.prototype.close = function (/** @type {((error?: Error) => void) | undefined} */ done) {
    whenIdle(this, () => close.call(this, done));
    return this;
  };
}

/**
 * Has every server take a request to upgrade for an ordinary one. Node would hand its bare connection to Next, without
 * body, time limits or a listener for errors, and Next keeps it open for as long as the client likes (attack G-63). We
 * speak no other protocol, but are asked to: Caddy's check of a WebSocket carries the client's own `Upgrade`, and Java
 * asks for HTTP/2 that way.
 */
function ignoreUpgrades() {
  const { listenerCount } = http.Server.prototype;
  http.Server.prototype.listenerCount = function (/** @type {string} */ event, /** @type {unknown[]} */ ...words) {
    // What Node looks at to decide. Next has added a listener of its own.
    return event === 'upgrade' ? 0 : Reflect.apply(listenerCount, this, [event, ...words]);
  };
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
