import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { log } from '../observability/log.ts';
import { wordsOf } from '../words/catalogue.ts';
import { generateReference, referenceOf } from './fault-reference.ts';
import { languageWishOf } from './language-wish.ts';
import { plainPage, plainPageStyle } from './plain-page.ts';

type Write = ServerResponse['write'];
type End = ServerResponse['end'];

/**
 * Replaces a document that Next answers with 500 by a page with a message: without JavaScript Next's own is blank. What
 * scripts request (data of pages, actions) stays as it is; app/global-error.tsx shows the same message there.
 */
export function replaceFaultPage(request: IncomingMessage, response: ServerResponse): void {
  if (!isDocument(request)) return;
  const { writeHead, write, end } = response;
  let isOurs = false;
  const begin = () => {
    if (!response.headersSent) response.writeHead(response.statusCode);
  };
  // Compression sits between Next and these, so they see the response in its last form.
  response.writeHead = ((status: number, ...rest: []) => {
    isOurs = status === 500;
    if (!isOurs) return writeHead.call(response, status, ...rest);
    for (const name of ['content-encoding', 'content-length', 'etag', 'link']) response.removeHeader(name);
    for (const [name, value] of Object.entries(headers())) response.setHeader(name, value);
    return writeHead.call(response, status);
  }) as ServerResponse['writeHead'];
  response.write = ((...given: Parameters<Write>) => {
    begin();
    return isOurs || write.apply(response, given);
  }) as Write;
  response.end = ((...given: Parameters<End>) => {
    begin();
    return isOurs
      ? end.call(response, page(request, referenceFor(request, response)), 'utf8')
      : end.apply(response, given);
  }) as End;
}

function isDocument({ method = '', headers }: IncomingMessage): boolean {
  const isByScript = 'rsc' in headers || 'next-action' in headers;
  const isShown = (headers['sec-fetch-dest'] ?? 'document') === 'document';
  const takesPages = /text\/html|\*\/\*/.test(headers.accept ?? '*/*');
  return ['GET', 'HEAD', 'POST'].includes(method) && !isByScript && isShown && takesPages;
}

/**
 * Returns the reference of the line in the log, and writes the line where nothing else did. None is written for a
 * client that is gone, or that Node answered with 400 in the middle of its request: nothing of ours broke, and the page
 * isn't read.
 */
function referenceFor(request: IncomingMessage, response: ServerResponse): string {
  // On Vercel the filter runs elsewhere: its id comes with the request, and isn't yet on the response.
  const known = referenceOf(response.getHeader('x-request-id') ?? request.headers['x-request-id']);
  if (known) return known;
  const reference = generateReference();
  if (request.socket.destroyed) return reference;
  log().error({ event: 'request-failed', reference }, 'a request broke');
  return reference;
}

const headers = () => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src ${plainPageStyle()}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
});

function page(request: IncomingMessage, reference: string): string {
  const language = languageWishOf(request);
  const words = wordsOf(language).frame.broken;
  return plainPage(language, {
    title: words.title,
    text: [words.text],
    reference: words.reference.replace('{reference}', reference),
    links: [
      { href: '', label: words.again },
      { href: '/', label: words.home },
    ],
  });
}
