import type { IncomingMessage } from 'node:http';

/**
 * Returns the body of a form and puts it back, so that Next reads it again. Null where the client went away first. Only
 * for bodies of a known length: a larger one must have been refused before.
 */
export async function peekBody(request: IncomingMessage): Promise<Buffer | null> {
  // Looking for data where none comes would announce the end, after which Next waits for ever.
  if (request.headers['content-length'] === '0') return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  const isWhole = await new Promise<boolean>((resolve) => {
    const look = () => {
      // A read without a length would announce the end too.
      for (let length = request.readableLength; length > 0; length = request.readableLength)
        chunks.push(request.read(length));
      if (request.complete) finish(true);
    };
    const leave = () => finish(false);
    const finish = (is: boolean) => {
      request.off('readable', look).off('close', leave);
      resolve(is);
    };
    request.on('readable', look).on('close', leave);
  });
  if (!isWhole) return null;
  const body = Buffer.concat(chunks);
  request.unshift(body);
  // All of it is there again; without this, `new Request` takes the stream for used up.
  Object.defineProperty(request, 'readableDidRead', { value: false });
  return body;
}
