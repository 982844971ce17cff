import type { Words } from '../../words/shape.ts';
import type { EventOf } from './catalogue.ts';

/** What is stored in the place of a browser: of what the server does by itself at its time, */
export const byItself = 'server';
/** and of what the command of administrators does. */
export const byCommand = 'Admin command';
/** The name of one that doesn't tell (lib/http/browser-name.ts stores it). */
const UNKNOWN = 'Unknown browser';

/** Returns "Chrome on Windows", as it was stored, in words: the names stay, and what stands between them doesn't. */
export function sayBrowser({ locations }: Words['events'], stored: string): string {
  if (stored === byItself) return locations.byItself;
  if (stored === byCommand) return locations.byCommand;
  const [, browser = stored, system] = /^(.+) on (.+)$/.exec(stored) ?? [];
  const name = browser === UNKNOWN ? locations.unknownBrowser : browser;
  return system ? locations.browserOn({ browser: name, system }) : name;
}

/** Returns the event with its browser, where it has one, in words. */
export function inWords(events: Words['events'], event: EventOf): EventOf {
  if (!('browser' in event.details)) return event;
  return { ...event, details: { ...event.details, browser: sayBrowser(events, event.details.browser) } } as EventOf;
}
