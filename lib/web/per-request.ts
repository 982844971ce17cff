import 'server-only';
import { headers } from 'next/headers';

/**
 * Calls `ask` once for the whole of a request. React's `cache` does so for pages only and remembers nothing in actions
 * and in what next-auth calls. Next creates a new headers object for every request.
 */
export function perRequest<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  const answers = new WeakMap<object, Promise<Answer>>();
  return async () => {
    const request = await headers();
    const answer = answers.get(request) ?? ask();
    answers.set(request, answer);
    return answer;
  };
}
