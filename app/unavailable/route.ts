import { connection, type NextRequest } from 'next/server';
import { settings } from '#lib/config/env.ts';
import { readCookie } from '#lib/web/cookies.ts';
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
  return new Response(isStillIn ? STILL_SIGNED_IN : GONE, {
    status: 503,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'retry-after': '5' },
  });
}

const GONE = page(
  'Back in a moment',
  'We cannot reach our data right now, so nothing was changed: if you were signed in, you still are. Go back and try again in a few seconds.',
);
const STILL_SIGNED_IN = page(
  'You’re still signed in',
  'Nothing can be saved at the moment, so we couldn’t sign you out. Go back and try again in a minute. On a computer that others use, stay until it works.',
);

function page(title: string, sentence: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<h1>${title}</h1>
<p>${sentence}</p>
<p><a href="/">Home</a></p>
</html>
`;
}

export { answer as GET, answer as POST };
