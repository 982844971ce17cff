import 'server-only';

/** Answers with a redirect that no cache keeps: the addresses here carry tickets. Other sites are sent no Referer. */
export function seeOther(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store' });
  for (const line of cookies) headers.append('set-cookie', line);
  return new Response(null, { status: 303, headers });
}
