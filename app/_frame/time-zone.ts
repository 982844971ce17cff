import { parseTimeZone } from '#lib/rules/events/time-zone.ts';
import { readCookie } from '#lib/web/cookies.ts';

/** Returns the time zone of this browser, once it has said so (KeepTimeZone); null before. */
export async function readTimeZone(): Promise<string | null> {
  return parseTimeZone(await readCookie('time-zone'));
}
