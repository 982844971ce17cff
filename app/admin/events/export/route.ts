import { csv } from '#lib/csv/write.ts';
import { type AdminEventRow, walkEvents } from '#lib/flows/admin/describe-events.ts';
import { adminForDownload } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { downloadForm } from '#lib/web/download.ts';
import { myWords } from '#lib/web/words.ts';
import type { Words } from '#lib/words/shape.ts';
import { hasBadDay, parseEventsView, queryOf } from '../events-view.ts';

/** The events of the Events page as a file, all of them, written as they are read. */
export async function POST(request: Request): Promise<Response> {
  const signed = await adminForDownload();
  if (!signed) return new Response(null, { status: 404 });
  const sent = await downloadForm(request, signed);
  if (sent instanceof Response) return sent;
  const form = Object.fromEntries(sent);
  const words = await myWords();
  const { columns, badDay } = words.eventLog.export;
  if (hasBadDay(form)) return new Response(`${badDay}\n`, { status: 400 });
  const isJson = form['format'] === 'json';
  const batches = walkEvents(await requestContext(), words, queryOf(parseEventsView(form)));
  return new Response(stream(isJson ? asJson(batches) : asCsv(batches, columns)), {
    headers: {
      'content-type': isJson ? 'application/json' : 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="events.${isJson ? 'json' : 'csv'}"`,
      'cache-control': 'no-store',
    },
  });
}

type Columns = Words['eventLog']['export']['columns'];

async function* asCsv(batches: AsyncIterable<AdminEventRow[]>, columns: Columns): AsyncGenerator<string> {
  const { at, account, deleted, kind, what, details, by, browser, address } = columns;
  yield csv([[at, account, deleted, kind, what, details, by, browser, address]]);
  for await (const rows of batches)
    yield csv(
      rows.map((row) => [
        row.at.toISOString(),
        row.email ?? row.subject ?? '',
        row.isDeleted ? 'yes' : '',
        row.kind,
        row.what,
        JSON.stringify(row.details),
        row.by ?? '',
        row.browser,
        row.ipAddress,
      ]),
    );
}

async function* asJson(batches: AsyncIterable<AdminEventRow[]>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const rows of batches) {
    yield before + rows.map((row) => JSON.stringify(row)).join(',\n');
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

/** Sends one batch whenever the client has room for it: a slow reader costs no memory, and one that leaves ends it. */
function stream(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await texts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await texts.return(undefined)),
  });
}
