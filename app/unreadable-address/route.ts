import { connection } from 'next/server';
import { browserLanguage } from '#lib/web/browser-language.ts';
import { requestLog } from '#lib/web/request-log.ts';
import { wordsOf } from '#lib/words/catalogue.ts';

/** The response to a URL that can't be decoded (lib/web/boot/http-guard.ts). The URL itself may carry a secret. */
async function answer(): Promise<Response> {
  await connection();
  (await requestLog()).warn({ event: 'unreadable-address' }, 'an address that cannot be decoded');
  const { unreadableAddress } = wordsOf(await browserLanguage()).frame;
  return new Response(`${unreadableAddress}\n`, {
    status: 400,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}

export { answer as GET, answer as POST };
