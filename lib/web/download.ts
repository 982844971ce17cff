import 'server-only';
import { say } from '../messages.ts';
import { markField, readMark } from '../rules/form/form-mark.ts';
import { isAbout, isDrawnFor } from './drawn-for.ts';
import { isSentByUs } from './origin-check.ts';

/**
 * The form that asks for a download, once it is sure that a page of ours drew it for the person who is signed in; else
 * the answer that says what is wrong. Another account in the same browser does not get the first one's file, nor the
 * first one that of the other; nor a file about `object` (lib/flows/account/steps/object-state.ts) from a page that showed another.
 */
export async function downloadForm(
  request: Request,
  { userId }: { userId: string },
  object?: string,
): Promise<FormData | Response> {
  if (!(await isSentByUs())) return refusal(403, 'This form was not sent from a page of this site.');
  const form = await request.formData().catch(() => new FormData());
  const mark = readMark(form.get(markField));
  if (!mark) return refusal(409, say('page-stale'));
  if (!isDrawnFor(mark, userId)) return refusal(409, say('another-account'));
  return object === undefined || isAbout(mark, { object }) ? form : refusal(409, say('page-outdated'));
}

function refusal(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}
