import { signalPasskeys } from '#lib/flows/two-factor/signal-passkeys.ts';
import { requestContext } from '#lib/web/context.ts';
import { currentUser } from '#lib/web/session.ts';

/**
 * Which passkeys the signed-in user has now, for a script that tells the browser. No page carries this list: going back
 * to an old one would delete newer passkeys. 204 where there is nothing to say.
 */
export async function GET(): Promise<Response> {
  const signed = await currentUser();
  const signals = signed && (await signalPasskeys(await requestContext(), signed.userId));
  const headers = { 'cache-control': 'no-store' };
  return signals ? Response.json(signals, { headers }) : new Response(null, { status: 204, headers });
}
