import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { readWebhook } from '../../test/webhook-receiver.ts';
import { parseWebhookSecret, signWebhook } from './webhook-signature.ts';

const secret = `whsec_${randomBytes(32).toString('base64')}`;
const key = parseWebhookSecret(secret) ?? Buffer.alloc(0);
const now = new Date('2026-11-24T12:00:05Z');
const body = '{"type":"signed-in"}';
const headers = signWebhook([key], { id: 'e1', now, body });

test('the published example of the specification has the signature that its libraries make', () => {
  // From the tests of the reference libraries (standard-webhooks, "sign function works").
  const known = parseWebhookSecret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw') ?? Buffer.alloc(0);
  const signed = signWebhook([known], {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    now: new Date(1_614_265_330_000),
    body: '{"test": 2432232314}',
  });
  expect(signed['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('a receiver reads what was signed, with the new secret and the old one', () => {
  const other = `${randomBytes(33).toString('base64')}`;
  const both = signWebhook([parseWebhookSecret(other) ?? Buffer.alloc(0), key], { id: 'e1', now, body });
  for (const one of [secret, other]) expect(readWebhook(one, both, body, now)).toEqual(JSON.parse(body));
});

test.each([
  ['another secret', `whsec_${randomBytes(32).toString('base64')}`, headers, body, now],
  ['another body', secret, headers, `${body} `, now],
  ['another id', secret, { ...headers, 'webhook-id': 'e2' }, body, now],
  ['another time', secret, { ...headers, 'webhook-timestamp': '1' }, body, new Date(1000)],
  ['no signature', secret, { ...headers, 'webhook-signature': '' }, body, now],
  [
    'another version',
    secret,
    { ...headers, 'webhook-signature': headers['webhook-signature'].replace('v1', 'v2') },
    body,
    now,
  ],
])('attack: an event that is forged has %s, and is refused (attack M-30)', (_what, own, sent, text, when) => {
  expect(() => readWebhook(own, sent, text, when)).toThrow('signature');
});

test('attack: an event that is sent again an hour later is refused by its time (attack M-31)', () => {
  expect(() => readWebhook(secret, headers, body, new Date(now.getTime() + 3_600_000))).toThrow('time');
});

test.each(['', 'whsec_', 'x'.repeat(31), 'a passphrase of more than thirty-two characters', 'A'.repeat(90), 'whsec_é'])(
  'is no secret: %j',
  (text) => {
    expect(parseWebhookSecret(text)).toBeNull();
  },
);
