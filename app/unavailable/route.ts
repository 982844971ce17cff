import { connection, type NextRequest } from 'next/server';
import { settings } from '#lib/config/env.ts';
import { readCookie } from '#lib/web/cookies.ts';
import { plainPage } from '#lib/web/plain-page.ts';
import { hasDatabase } from '#lib/web/store.ts';

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
  const page = { ...(isStillIn ? stillSignedIn : gone), links: [{ href: '/', label: 'Home' }], nonce };
  return new Response(plainPage(page), {
    status: 503,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'retry-after': '5' },
  });
}

const gone = {
  title: 'Back in a moment',
  text: [
    'We can’t reach our database right now. Nothing was changed: if you were signed in, you still are. Go back and try again in a few seconds.',
  ],
};
const stillSignedIn = {
  title: 'You’re still signed in',
  text: [
    'Nothing can be saved at the moment, so we couldn’t sign you out. Go back and try again in a minute. On a computer that others use, stay until it works.',
  ],
};

export { answer as GET, answer as POST };
