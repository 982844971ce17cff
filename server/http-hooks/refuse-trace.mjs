/**
 * Next can't express this method and would answer with a 500 and a stack in the log.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export function refuseTrace(request, response) {
  if (request.method !== 'TRACE') return false;
  response.writeHead(405, { allow: 'GET, HEAD, POST' }).end();
  return true;
}
