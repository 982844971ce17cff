import { type EventKind, eventCatalogue, isEventKind } from './catalogue.ts';

/** What nobody would do who shouldn't be in an account. */
const harmless: readonly EventKind[] = ['signed-up', 'signed-out'];

/** Whether the owner of an account may have to say "This wasn't me": what administrators did they did themselves. */
export function isDisputable(kind: EventKind): boolean {
  return isEventKind(kind) && eventCatalogue[kind].category !== 'administration' && !harmless.includes(kind);
}
