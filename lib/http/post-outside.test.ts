import { expect, test } from 'vitest';
import { startReceiver } from '../../test/webhook-receiver.ts';
import { postOutside } from './post-outside.ts';

const bounds = { withinMs: 500, maxBytes: 100 };

test('a private address is reached, with the headers and the body that were given', async () => {
  const receiver = await startReceiver();
  expect(await postOutside(receiver.url, { body: '{}', headers: { 'x-one': '1' } }, bounds)).toBe(204);
  expect(receiver.received).toMatchObject([{ body: '{}', headers: { 'x-one': '1' } }]);
  await receiver.stop();
});

test('attack: nothing is posted to a link-local address, however it is written (attack M-34)', async () => {
  for (const host of ['169.254.169.254', '[::ffff:169.254.169.254]', '[fe80::1]', '2852039166'])
    await expect(postOutside(`http://${host}/latest`, { body: '' }, bounds), host).rejects.toThrow('link-local');
});
