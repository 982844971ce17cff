import { connection } from 'next/server';
import { settings } from '#lib/env.ts';
import { hasDatabase } from '#lib/web/store.ts';

/**
 * Where everybody is sent while the database does not answer: a sentence that needs neither it nor JavaScript, and a
 * status that monitors and proxies understand.
 */
async function answer(): Promise<Response> {
  await connection();
  if (await hasDatabase()) return new Response(null, { status: 303, headers: { location: `${settings().origin}/` } });
  return new Response(PAGE, {
    status: 503,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'retry-after': '5' },
  });
}

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Back in a moment</title>
<h1>Back in a moment</h1>
<p>We cannot reach our data right now, so nothing was changed. Go back and try again in a few seconds.</p>
<p><a href="/">Home</a></p>
</html>
`;

export { answer as GET, answer as POST };
