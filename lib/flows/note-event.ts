import { insertEvent } from '../../db/security-events.ts';
import { type Db, run } from '../../db/store.ts';
import { makeId } from '../crypto/token.ts';
import type { EventKind } from '../rules/security-event.ts';
import type { Context } from './context.ts';

type Noted = { userId: string; kind: EventKind; details?: string[] };

/** Writes an event inside the transaction that makes it true, and the same as a log line. */
export function* noteEvent({ now, client, log }: Context, db: Db, { userId, kind, details = [] }: Noted) {
  const { browser, address } = client;
  yield* run(insertEvent(db, { id: makeId(), userId, at: now, kind, details, browser, address }));
  log.info({ event: kind, user: userId, details, address }, 'security event');
}
