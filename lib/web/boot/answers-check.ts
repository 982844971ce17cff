import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerCheck, checkPath } from '../forward-auth/answer-check.ts';

/**
 * Answers the checks of proxies before Next sees them: a page with 60 files asks 60 times. Resolves with whether it has
 * responded.
 */
export async function answersCheck(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const { method = '', url = '' } = request;
  if (!url.startsWith(checkPath)) return false;
  const sent = (name: string) => request.headersDistinct[name] ?? [];
  const { status, headers, text } = await answerCheck({ method, target: url, sent });
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) }).end(text);
  return true;
}
