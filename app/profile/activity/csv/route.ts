import { describeWholeActivity } from '#lib/flows/describe-activity.ts';
import { csv } from '#lib/rules/csv.ts';
import { requestContext } from '#lib/web/context.ts';
import { isSentByUs } from '#lib/web/origin-check.ts';
import { sessionForDownload } from '#lib/web/session.ts';

/** "Download CSV": the whole Activity tab of the person who asks, for a spreadsheet. */
export async function POST(): Promise<Response> {
  const signed = await sessionForDownload();
  if (!signed) return new Response('Sign in first.\n', { status: 401 });
  if (!(await isSentByUs())) return new Response('This form was not sent from a page of this site.\n', { status: 403 });
  const activity = await describeWholeActivity(await requestContext(), signed.userId);
  const rows = activity.map(({ at, what, browser, address }) => [at.toISOString(), what, browser, address]);
  return new Response(csv([['When (UTC)', 'What', 'Browser', 'Address'], ...rows]), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="my-activity.csv"',
      'cache-control': 'no-store',
    },
  });
}
