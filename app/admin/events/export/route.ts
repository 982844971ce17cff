import { describeEvents } from '#lib/flows/admin/describe-events.ts';
import { csv } from '#lib/rules/csv.ts';
import { adminForDownload } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { downloadForm } from '#lib/web/download.ts';
import { readEventsView } from '../events-view.ts';

/** Enough for a month of a busy house; for more there is `npm run admin -- audit --json --most N`. */
const MOST = 10_000;

/** The Events page as a file. */
export async function POST(request: Request): Promise<Response> {
  const signed = await adminForDownload();
  if (!signed) return new Response('There is nothing here.\n', { status: 404 });
  const sent = await downloadForm(request, signed);
  if (sent instanceof Response) return sent;
  const form = Object.fromEntries(sent);
  const { rows } = await describeEvents(await requestContext(), readEventsView(form), { perPage: MOST });
  const isJson = form['format'] === 'json';
  const head = ['When (UTC)', 'Account', 'What', 'By', 'Browser', 'Address'];
  const lines = rows.map((row) => [row.at.toISOString(), row.email, row.what, row.by ?? '', row.browser, row.address]);
  return new Response(isJson ? JSON.stringify(rows, null, 2) : csv([head, ...lines]), {
    headers: {
      'content-type': isJson ? 'application/json' : 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="events.${isJson ? 'json' : 'csv'}"`,
      'cache-control': 'no-store',
    },
  });
}
