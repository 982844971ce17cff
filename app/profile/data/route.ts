import { exportAccount } from '#lib/flows/export-account.ts';
import { requestContext } from '#lib/web/context.ts';
import { isSentByUs } from '#lib/web/origin-check.ts';
import { sessionForDownload } from '#lib/web/session.ts';

/** "Download my data": everything we keep about the person who asks, as JSON. */
export async function POST(): Promise<Response> {
  const signed = await sessionForDownload();
  if (!signed) return new Response('Sign in first.\n', { status: 401 });
  if (!(await isSentByUs())) return new Response('This form was not sent from a page of this site.\n', { status: 403 });
  const data = await exportAccount(await requestContext(), signed);
  return new Response(`${JSON.stringify(data, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="my-account.json"',
      'cache-control': 'no-store',
    },
  });
}
