import type { Words } from '../../words/shape.ts';

/** The browser of what the server does by itself at its time. A stored word. */
export const byItself = 'server';

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
  return { browser: done.browser === byItself ? events.locations.byItself : done.browser, ipAddress: done.ipAddress };
}
