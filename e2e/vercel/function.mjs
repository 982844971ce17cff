// Runs one function that `vercel build` made, in a process of its own: `node function.mjs HANDLER KIND`. As on Vercel it
// sleeps from the end of its last response, and of what was given to waitUntil, until the next request: no timer of the
// app runs there. Who asks wakes it (functions.ts).
import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import { createRequire } from 'node:module';

const [handler = '', kind] = process.argv.slice(2);
/** @type {AsyncLocalStorage<{ waitUntil: (work: unknown) => void }>} */
const contexts = new AsyncLocalStorage();
Object.assign(globalThis, { [Symbol.for('@vercel/request-context')]: { get: () => contexts.getStore() } });

let busy = 0;
const begin = () => {
  busy += 1;
};
const end = () => {
  busy -= 1;
  if (busy === 0) setImmediate(() => busy === 0 && process.kill(process.pid, 'SIGSTOP'));
};
/** @param {unknown} work */
const waitUntil = (work) => {
  begin();
  Promise.resolve(work)
    .catch(() => {})
    .finally(end);
};

const own = createRequire(handler)(handler);
const answer = kind === 'web' ? answerWeb : own;
const server = http.createServer((request, response) => {
  begin();
  response.once('close', end);
  contexts.run({ waitUntil }, () => answer(request, response));
});
server.listen(0, '127.0.0.1', () => process.send?.(/** @type {import('node:net').AddressInfo} */ (server.address())));
process.once('disconnect', () => process.exit());

/**
 * The function that filters requests takes a Request and returns a Response.
 *
 * @param {http.IncomingMessage} request
 * @param {http.ServerResponse} response
 */
async function answerWeb(request, response) {
  const { method = 'GET', headers, url } = request;
  const body = Buffer.concat(await request.toArray());
  const sent = new Headers();
  for (const [name, value] of Object.entries(headers)) sent.append(name, String(value));
  const asked = new Request(`${headers['x-forwarded-proto']}://${headers['x-forwarded-host']}${url}`, {
    method,
    headers: sent,
    ...(body.length > 0 ? { body } : {}),
  });
  const said = await own(asked);
  for (const [name, value] of said.headers) response.appendHeader(name, value);
  response.writeHead(said.status).end(Buffer.from(await said.arrayBuffer()));
}
