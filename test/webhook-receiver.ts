import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Standard Webhooks leaves the tolerance to receivers; its libraries take five minutes. */
const TOLERANCE_S = 5 * 60;

/**
 * Verifies what was received as the specification of Standard Webhooks 1.0 tells a receiver to, written from it and
 * not from our sender. Throws where it must be refused.
 */
export function readWebhook(secret: string, headers: IncomingHttpHeaders, body: string, now: Date): unknown {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  const seconds = Number.parseInt(String(timestamp), 10);
  if (!(Math.abs(now.getTime() / 1000 - seconds) <= TOLERANCE_S)) throw new Error('its time is another');
  const key = Buffer.from(secret.startsWith('whsec_') ? secret.slice('whsec_'.length) : secret, 'base64');
  const expected = createHmac('sha256', key)
    .update(Buffer.from(`${id}.${timestamp}.${body}`, 'utf8'))
    .digest();
  for (const versioned of String(signatures).split(' ')) {
    const [version, signature = ''] = versioned.split(',');
    const given = Buffer.from(signature, 'base64');
    if (version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected))
      return JSON.parse(body);
  }
  throw new Error('its signature is wrong');
}

export type Received = { headers: IncomingHttpHeaders; body: string };

/** A server that hears of events. `answer` decides what it says; what came is in `received`. */
export async function startReceiver(answer: (response: ServerResponse, got: Received) => void = ok) {
  const received: Received[] = [];
  const state = { answer };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const got = { headers: request.headers, body };
    received.push(got);
    state.answer(response, got);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/0123-secret-path`;
  return {
    url,
    received,
    /** Answers otherwise from now on. */
    answerWith: (next: typeof answer) => {
      state.answer = next;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Takes what came. */
export function ok(response: ServerResponse): void {
  response.writeHead(204).end();
}
