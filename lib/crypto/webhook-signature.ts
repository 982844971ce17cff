import { createHmac } from 'node:crypto';

/** Standard Webhooks 1.0, "Signature scheme": 192 to 512 bits. */
const LEAST_BYTES = 24;
const MOST_BYTES = 64;

/** Reads a secret as receivers' libraries do: base64, with or without `whsec_` in front. Null when it is none. */
export function parseWebhookSecret(text: string): Buffer | null {
  const encoded = text.replace(/^whsec_/, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return null;
  const key = Buffer.from(encoded, 'base64');
  return key.length >= LEAST_BYTES && key.length <= MOST_BYTES ? key : null;
}

/**
 * Returns the headers that prove who sent `body` and when (Standard Webhooks 1.0, "Webhook headers"). Signed with each
 * key, so that a receiver can change its own at any time. `id` is the same for every try, `now` isn't.
 */
export function signWebhook(
  keys: readonly Buffer[],
  { id, now, body }: { id: string; now: Date; body: string },
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const sign = (key: Buffer) => `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': keys.map(sign).join(' ') };
}
