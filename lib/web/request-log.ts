import 'server-only';
import { headers } from 'next/headers';
import { type Log, requestLogOf } from '../observability/log.ts';

/** Returns the log of this request: every line carries the id that the request filter gave it. */
export async function requestLog(): Promise<Log> {
  return requestLogOf((await headers()).get('x-request-id'));
}
