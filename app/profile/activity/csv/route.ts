import { csv } from '#lib/csv/write.ts';
import { describeWholeActivity } from '#lib/flows/account/steps/describe-activity.ts';
import { requestContext } from '#lib/web/context.ts';
import { downloadForm } from '#lib/web/download.ts';
import { sessionForDownload } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { parseActivityView } from '../activity-view.ts';

/** "Download CSV": what the user's Activity tab shows, on all its pages, for a spreadsheet. */
export async function POST(request: Request): Promise<Response> {
  const signed = await sessionForDownload();
  if (!signed) return new Response('Sign in first.\n', { status: 401 });
  const form = await downloadForm(request, signed);
  if (form instanceof Response) return form;
  const { filter } = parseActivityView(Object.fromEntries(form));
  const activity = await describeWholeActivity(await requestContext(), await myWords(), signed.userId, filter);
  const rows = activity.map(({ at, kind, what, browser, ipAddress }) => [
    at.toISOString(),
    kind,
    what,
    browser,
    ipAddress,
  ]);
  return new Response(csv([['When (UTC)', 'Kind', 'What', 'Browser', 'Address'], ...rows]), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="my-activity.csv"',
      'cache-control': 'no-store',
    },
  });
}
