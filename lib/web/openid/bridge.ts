import 'server-only';
import { IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import { Duplex } from 'node:stream';
import { limits } from '../../config/limits.ts';

/** What a request names as its own host or scheme, or a proxy for it, decides nothing. */
const FORWARDED = /^(forwarded|x-forwarded-.*|x-real-ip)$/;

/**
 * Answers a web Request with a Node listener, which is what the library is. Host and scheme come from `origin`; the body
 * is read whole, and not further than the library reads one.
 */
export async function answerWith(listener: RequestListener, request: Request, origin: string): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const body = await readBody(request);
  // PostgreSQL's texts hold no NUL, and nothing of ours sends one.
  if (!body || /%00/.test(search) || body.includes(0) || body.includes('%00'))
    return Response.json({ error: 'invalid_request' }, { status: 400, headers: { 'cache-control': 'no-store' } });
  const { host, protocol } = new URL(origin);
  const socket = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
  Object.assign(socket, { encrypted: protocol === 'https:' });
  const node = new IncomingMessage(socket as never);
  const sent = [...request.headers].filter(([name]) => !FORWARDED.test(name));
  Object.assign(node, { method: request.method, url: pathname + search, httpVersion: '1.1' });
  node.headers = { ...Object.fromEntries(sent), host };
  delete node.headers['transfer-encoding'];
  if (body.length > 0) node.headers['content-length'] = String(body.length);
  if (body.length > 0) node.push(body);
  node.push(null);
  node.complete = true;
  return respond(listener, node);
}

/** Returns null for a body that is longer than the library would read. */
async function readBody(request: Request): Promise<Buffer | null> {
  if (!request.body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > limits.openidBodyMaxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function respond(listener: RequestListener, request: IncomingMessage): Promise<Response> {
  return new Promise((resolve) => {
    const response = new ServerResponse(request);
    const chunks: Buffer[] = [];
    const keep = (chunk: unknown, encoding: unknown) => {
      if (typeof chunk === 'string')
        chunks.push(Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'));
      else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
    };
    response.write = ((chunk: unknown, encoding: unknown) => {
      keep(chunk, encoding);
      return true;
    }) as typeof response.write;
    response.end = ((chunk: unknown, encoding: unknown) => {
      keep(chunk, encoding);
      const headers = new Headers();
      for (const [name, value] of Object.entries(response.getHeaders()))
        for (const one of [value].flat()) headers.append(name, String(one));
      headers.delete('content-length');
      const isEmpty = request.method === 'HEAD' || [204, 304].includes(response.statusCode);
      resolve(
        new Response(isEmpty ? null : new Uint8Array(Buffer.concat(chunks)), { status: response.statusCode, headers }),
      );
      response.emit('finish');
      return response;
    }) as typeof response.end;
    listener(request, response);
  });
}
