import type { Words } from '../../words/shape.ts';
import { sayBrowser } from './say-browser.ts';

type Done = { kind: string; actor: string | null; browser: string; ipAddress: string };

/**
 * Returns whether the user is told that an administrator did it, and not from where: that is none of their business. A
 * reset happens at a sign-in: they have to learn from where.
 */
export function isByAdministrator({ kind, actor }: Pick<Done, 'kind' | 'actor'>): boolean {
  return actor !== null && kind !== 'second-factor-reset';
}

/** Returns where an event happened, as its user may see it. */
export function displayLocation({ events }: Words, done: Done): { browser: string; ipAddress: string } {
  if (isByAdministrator(done)) return { browser: events.locations.administrator, ipAddress: 'unknown' };
  return { browser: sayBrowser(events, done.browser), ipAddress: done.ipAddress };
}
