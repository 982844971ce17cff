import { csv } from '#lib/csv/write.ts';
import { type AdminEventRow, walkEvents } from '#lib/flows/admin/describe-events.ts';
import { adminForDownload } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { downloadForm } from '#lib/web/download.ts';
import { streamTexts } from '#lib/web/stream-texts.ts';
import { myWords } from '#lib/web/words.ts';
import type { Words } from '#lib/words/shape.ts';
import { faultOf, parseEventsView, queryOf } from '../events-view.ts';
import { exportFormats } from '../export-formats.ts';

/** The events of the Events page as a file, all of them, written as they are read. */
export async function POST(request: Request): Promise<Response> {
  const signed = await adminForDownload();
  if (!signed) return new Response(null, { status: 404 });
  const sent = await downloadForm(request, signed);
  if (sent instanceof Response) return sent;
  const form = Object.fromEntries(sent);
  const words = await myWords();
  const { faults, export: exported } = words.eventLog;
  const view = parseEventsView(form);
  const fault = faultOf(view);
  if (fault) return new Response(`${faults[fault]}\n`, { status: 400 });
  const format = exportFormats.find((name) => name === form['format']) ?? 'csv';
  const batches = walkEvents(await requestContext(), words, queryOf(view));
  const texts = {
    csv: () => asCsv(batches, exported.columns),
    json: () => asJson(batches),
    jsonl: () => asLines(batches),
  };
  return new Response(streamTexts(texts[format]()), {
    headers: {
      'content-type': types[format],
      'content-disposition': `attachment; filename="events.${format}"`,
      'cache-control': 'no-store',
    },
  });
}

const types = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  jsonl: 'application/jsonl; charset=utf-8',
} as const;

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

/** One event a line (JSON Lines), as log collectors read it. */
async function* asLines(batches: AsyncIterable<AdminEventRow[]>): AsyncGenerator<string> {
  for await (const rows of batches) yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
