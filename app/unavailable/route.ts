import { connection, type NextRequest } from 'next/server';
import { settings } from '#lib/config/env.ts';
import { browserLanguage } from '#lib/web/browser-language.ts';
import { readCookie } from '#lib/web/cookies.ts';
import { plainPage } from '#lib/web/plain-page.ts';
import { hasDatabase } from '#lib/web/store.ts';
import { wordsOf } from '#lib/words/catalogue.ts';

/**
 * Where users are redirected while the database doesn't answer, or when their session couldn't be ended: a message that
 * needs neither it nor JavaScript, and a status that monitors and proxies understand.
 */
async function answer(request: NextRequest): Promise<Response> {
  await connection();
  const isStillIn = request.nextUrl.searchParams.get('still') === 'signed-in' && (await readCookie('session')) !== null;
  if (!isStillIn && (await hasDatabase()))
    return new Response(null, { status: 303, headers: { location: `${settings().origin}/` } });
  const [, nonce] = /'nonce-([^']+)'/.exec(request.headers.get('content-security-policy') ?? '') ?? [];
  const language = await browserLanguage();
  const { frame } = wordsOf(language);
  const { title, text } = isStillIn ? frame.stillSignedIn : frame.unavailable;
  const links = [{ href: '/', label: frame.home }];
  return new Response(plainPage(language, { title, text: [text], links, nonce }), {
    status: 503,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'retry-after': '5' },
  });
}

export { answer as GET, answer as POST };
