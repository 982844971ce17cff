type Bounds = {
  /** For the whole response, from the first byte sent to the last one read. */
  withinMs: number;
  /** Of the body, after decompression. */
  maxBytes: number;
};

/** Statuses whose responses have no body (Fetch Standard, "null body status"). */
const BODYLESS = new Set([101, 204, 205, 304]);

/**
 * `fetch` for a server that may be slow or hostile: follows no redirect (ASVS 15.3.2), and throws when a response
 * doesn't end in time or is too large. The whole body is read here, against a clock of our own: once the headers have
 * come, undici holds on to what a signal would abort by a weak reference only, and after the next garbage collection
 * half a body would be waited for without end.
 */
export function boundedFetch({ withinMs, maxBytes }: Bounds): typeof fetch {
  return async (input, init) => {
    const abort = new AbortController();
    let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
    const timer = setTimeout(() => {
      const late = new Error(`no whole answer within ${withinMs} ms`);
      // Before the headers the first one aborts, after them the other; both close the connection.
      abort.abort(late);
      reader?.cancel(late).catch(() => {});
    }, withinMs);
    try {
      const answer = await fetch(input, { ...init, redirect: 'error', signal: abort.signal });
      reader = answer.body?.getReader();
      const body = await read(reader, maxBytes);
      // A cancelled body looks like one that came to its end.
      abort.signal.throwIfAborted();
      const { status, statusText, headers } = answer;
      return new Response(BODYLESS.has(status) ? null : body, { status, statusText, headers: unpacked(headers) });
    } finally {
      clearTimeout(timer);
    }
  };
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array> | undefined, maxBytes: number) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > maxBytes) {
      const huge = new Error(`an answer of more than ${maxBytes} bytes`);
      await reader?.cancel(huge);
      throw huge;
    }
    chunks.push(part.value);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** What the headers said of the body on the wire is no longer true of it. */
function unpacked(headers: Headers): Headers {
  const left = new Headers(headers);
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) left.delete(name);
  return left;
}
