import { beginSecondFactor } from '#lib/flows/sign-in/begin-second-factor.ts';
import { requestContext } from '#lib/web/context.ts';
import { readCookie } from '#lib/web/cookies.ts';

/** What a browser needs to confirm its waiting sign-in with a passkey. Asked for by a script, when that is pressed. */
export async function GET(): Promise<Response> {
  const secret = await readCookie('challenge');
  const options = secret && (await beginSecondFactor(await requestContext(), secret));
  if (!options) return new Response(null, { status: 404 });
  return Response.json(options, { headers: { 'cache-control': 'no-store' } });
}
