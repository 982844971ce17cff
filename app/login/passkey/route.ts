import { clock } from '#lib/clock.ts';
import { settings } from '#lib/config/env.ts';
import { limits } from '#lib/config/limits.ts';
import { generateToken } from '#lib/crypto/token.ts';
import { beginPasskeySignIn } from '#lib/flows/sign-in/begin-passkey-sign-in.ts';
import { readCookie, writeCookie } from '#lib/web/cookies.ts';

/**
 * What a browser needs to sign in with a passkey. Asked for by a script once the page stands, since a page can set no
 * cookie. Reads and writes nothing in the database. A browser keeps its cookie, so that two tabs may both answer.
 */
export async function GET(): Promise<Response> {
  const secret = (await readCookie('passkey')) || generateToken();
  const options = await beginPasskeySignIn({ now: clock(), settings: settings() }, secret);
  if (!options) return new Response(null, { status: 404 });
  await writeCookie('passkey', secret, limits.passkeySignInLifeMs);
  return Response.json(options, { headers: { 'cache-control': 'no-store' } });
}
