import { createServer } from 'node:net';

/**
 * Returns a sentence when no server can listen at this address, else undefined. Called before anything that takes long.
 *
 * @param {string} host
 * @param {string} port
 */
export async function portProblem(host, port) {
  if (!/^\d+$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
    return `PORT=${port} is not a number from 1 to 65535.`;
  const code = await tryToListen(host, Number(port));
  /** @type {Record<string, string>} */
  const sentences = {
    EADDRINUSE: `Port ${port} is taken by another program: stop that one, or choose another port, e.g. PORT=${Number(port) + 1} npm start`,
    EACCES: `Port ${port} is reserved for the administrator of this machine: choose one above 1023, e.g. PORT=3000 npm start`,
    EADDRNOTAVAIL: `HOST=${host} is not an address of this machine: leave HOST unset, or use HOST=0.0.0.0 for all addresses.`,
    ENOTFOUND: `HOST=${host} is not a known name: leave HOST unset, or use HOST=0.0.0.0 for all addresses.`,
  };
  return code && (sentences[code] ?? `No server can listen at ${host}:${port} (${code}).`);
}

/**
 * @param {string} host
 * @param {number} port
 * @returns {Promise<string | undefined>} the code of the error
 */
function tryToListen(host, port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      resolve(error.code === 'EAI_AGAIN' ? 'ENOTFOUND' : error.code),
    );
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
