import { csv } from '#lib/csv/write.ts';
import { describeWholeActivity } from '#lib/flows/account/steps/describe-activity.ts';
import { requestContext } from '#lib/web/context.ts';
import { downloadForm, refuseDownload } from '#lib/web/download.ts';
import { sessionForDownload } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { parseActivityView } from '../activity-view.ts';

/** "Download CSV": what the user's Activity tab shows, on all its pages, for a spreadsheet. */
export async function POST(request: Request): Promise<Response> {
  const signed = await sessionForDownload();
  if (!signed) return refuseDownload(401, 'session-ended');
  const form = await downloadForm(request, signed);
  if (form instanceof Response) return form;
  const { filter } = parseActivityView(Object.fromEntries(form));
  const words = await myWords();
  const events = await describeWholeActivity(await requestContext(), words, signed.userId, filter);
  const { columns } = words.activity;
  const head = [columns.at, columns.kind, columns.what, columns.browser, columns.address];
  const rows = events.map(({ at, kind, what, browser, ipAddress }) => [
    spreadsheetTime(at),
    kind,
    what,
    browser,
    ipAddress,
  ]);
  return new Response(csv([head, ...rows]), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="my-activity.csv"',
      'cache-control': 'no-store',
    },
  });
}

/** 2026-11-24 14:05:09: what every spreadsheet takes for a date. */
function spreadsheetTime(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', ' ');
}
