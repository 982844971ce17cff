import { describeWholeActivity } from '#lib/flows/describe-activity.ts';
import { csv } from '#lib/rules/csv.ts';
import { requestContext } from '#lib/web/context.ts';
import { isSentByUs } from '#lib/web/origin-check.ts';
import { sessionForDownload } from '#lib/web/session.ts';
import { readView } from '../view.ts';

/** "Download CSV": what the Activity tab of the person who asks shows, on all its pages, for a spreadsheet. */
export async function POST(request: Request): Promise<Response> {
  const signed = await sessionForDownload();
  if (!signed) return new Response('Sign in first.\n', { status: 401 });
  if (!(await isSentByUs())) return new Response('This form was not sent from a page of this site.\n', { status: 403 });
  const { filter } = readView(Object.fromEntries(await request.formData().catch(() => new FormData())));
  const activity = await describeWholeActivity(await requestContext(), signed.userId, filter);
  const rows = activity.map(({ at, what, browser, address }) => [at.toISOString(), what, browser, address]);
  return new Response(csv([['When (UTC)', 'What', 'Browser', 'Address'], ...rows]), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="my-activity.csv"',
      'cache-control': 'no-store',
    },
  });
}
