import { exportAccount } from '#lib/flows/account/export-account.ts';
import { requestContext } from '#lib/web/context.ts';
import { downloadForm, refuseDownload } from '#lib/web/download.ts';
import { sessionForDownload } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { ACCOUNT_FILE } from './file-name.ts';

/** "Download my data": everything we store about the user, as JSON. */
export async function POST(request: Request): Promise<Response> {
  const signed = await sessionForDownload();
  if (!signed) return refuseDownload(401, 'session-ended');
  const form = await downloadForm(request, signed);
  if (form instanceof Response) return form;
  const data = await exportAccount(await requestContext(), await myWords(), signed);
  return new Response(`${JSON.stringify(data, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${ACCOUNT_FILE}"`,
      'cache-control': 'no-store',
    },
  });
}
