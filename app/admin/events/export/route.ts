import { csv } from '#lib/csv/write.ts';
import { type AdminEventRow, walkEvents } from '#lib/flows/admin/describe-events.ts';
import { adminForDownload } from '#lib/web/admin.ts';
import { requestContext } from '#lib/web/context.ts';
import { isSentByUs } from '#lib/web/origin-check.ts';
import { myWords } from '#lib/web/words.ts';
import { parseDays, parseEventsView } from '../events-view.ts';

const HEAD = ['When (UTC)', 'Account', 'Deleted', 'Kind', 'What', 'Details', 'By', 'Browser', 'Address'];

/** The events of the Events page as a file, all of them, written as they are read. */
export async function POST(request: Request): Promise<Response> {
  if (!(await adminForDownload())) return new Response('There is nothing here.\n', { status: 404 });
  if (!(await isSentByUs())) return new Response('This form was not sent from a page of this site.\n', { status: 403 });
  const form = Object.fromEntries(await request.formData().catch(() => new FormData()));
  const { isWrong, ...days } = parseDays(form);
  if (isWrong) return new Response('From and To are days like 2026-11-24.\n', { status: 400 });
  const isJson = form['format'] === 'json';
  const batches = walkEvents(await requestContext(), await myWords(), { ...parseEventsView(form), ...days });
  return new Response(isJson ? stream(asJson(batches)) : stream(asCsv(batches)), {
    headers: {
      'content-type': isJson ? 'application/json' : 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="events.${isJson ? 'json' : 'csv'}"`,
      'cache-control': 'no-store',
    },
  });
}

async function* asCsv(batches: AsyncIterable<AdminEventRow[]>): AsyncGenerator<string> {
  yield csv([HEAD]);
  for await (const rows of batches)
    yield csv(
      rows.map(({ at, email, subject, isDeleted, kind, what, details, by, browser, ipAddress }) => [
        at.toISOString(),
        email ?? subject ?? '',
        isDeleted ? 'yes' : '',
        kind,
        what,
        JSON.stringify(details),
        by ?? '',
        browser,
        ipAddress,
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
