/** A turn of the event loop this short did nothing else. At 100 requests a second, one of 200 such turns sees a client. */
const SHORT_MS = 0.05;

/**
 * Runs `act` in a turn of the event loop in which no client connected and no page was made: one that connects while a
 * page is made isn't seen yet. A server closed earlier resets the connections that the system has already accepted;
 * nginx sends no form a second time, and the user would have to.
 *
 * @param {import('node:http').Server} server
 * @param {() => void} act
 */
export function whenIdle(server, act) {
  let hasConnected = true;
  let lastTurn = 0;
  const note = () => {
    hasConnected = true;
  };
  const look = () => {
    const now = performance.now();
    if (!hasConnected && now - lastTurn < SHORT_MS) {
      server.off('connection', note);
      act();
      return;
    }
    hasConnected = false;
    lastTurn = now;
    setImmediate(look);
  };
  server.on('connection', note);
  look();
}
