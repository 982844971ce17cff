import 'server-only';
import { beginDisputePasskey } from '../flows/account/dispute-by-passkey.ts';
import { requestContext } from './context.ts';
import { openedLink } from './opened-link.ts';

/** Returns the options of a passkey for the link that the URL names, if this browser has opened it. */
export async function answerDisputePasskey(purpose: 'undo-email' | 'objection', request: Request): Promise<Response> {
  const secret = await openedLink(purpose, new URL(request.url).searchParams.get('link') ?? undefined);
  const options = secret && (await beginDisputePasskey(await requestContext(), secret));
  if (!options) return new Response(null, { status: 404 });
  return Response.json(options, { headers: { 'cache-control': 'no-store' } });
}
