import 'server-only';
import { markField, parseMark } from '../rules/form/form-mark.ts';
import { type Code, say } from '../words/say.ts';
import { isAbout, isDrawnFor } from './drawn-for.ts';
import { isSentByUs } from './origin-check.ts';
import { myWords } from './words.ts';

/**
 * Returns the form that requests a download, once it is sure that a page of ours drew it for the signed-in user; else
 * the response that says what is wrong. Another account in the same browser doesn't get the first one's file, nor the
 * reverse; nor a file about `object` (lib/flows/account/steps/object-state.ts) from a page that showed another.
 */
export async function downloadForm(
  request: Request,
  { userId }: { userId: string },
  object?: string,
): Promise<FormData | Response> {
  if (!(await isSentByUs())) return refuseDownload(403, 'form-of-another-site');
  const form = await request.formData().catch(() => new FormData());
  const mark = parseMark(form.get(markField));
  if (!mark) return refuseDownload(409, 'page-stale');
  if (!isDrawnFor(mark, userId)) return refuseDownload(409, 'another-account');
  return object === undefined || isAbout(mark, { object }) ? form : refuseDownload(409, 'page-outdated');
}

/** The response that says in place of a file why there is none. */
export async function refuseDownload(status: number, code: Code): Promise<Response> {
  return new Response(`${say(await myWords(), code)}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}
