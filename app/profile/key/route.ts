import { beginKey } from '#lib/flows/sign-in/confirm-by-key.ts';
import { requestContext } from '#lib/web/context.ts';
import { currentUser } from '#lib/web/session.ts';

/** What a browser needs to confirm an act of its session with a security key. Asked for by a script, when that is pressed. */
export async function GET(): Promise<Response> {
  const signed = await currentUser();
  const options = signed && (await beginKey(await requestContext(), signed));
  if (!options) return new Response(null, { status: 404 });
  return Response.json(options, { headers: { 'cache-control': 'no-store' } });
}
