import { deleteSessionOf } from '../../../db/queries/sessions.ts';
import { query } from '../../../db/store.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import type { SessionRef } from '../session-ref.ts';
import { endHeld } from './steps/end-held.ts';

/**
 * Ends one of the user's own sessions. Returns false when there is none of that name: foreign ones look the same
 * (S-11).
 */
export async function revokeOwnSession(context: Context, { userId }: SessionRef, idHash: string): Promise<boolean> {
  return context.db.transaction(function* (tx) {
    const [ended] = yield* query(deleteSessionOf(tx, userId, idHash));
    if (ended) yield* recordEvent(context, tx, { userId, kind: 'session-ended', details: { browser: ended.browser } });
    return ended !== undefined;
  });
}

/** What others hold is over; `sessionId` is the new id of the session that acted. */
type OthersRevoked = { sessions: number; sessionId: string };

/** "Sign out the others": ends every session but this one, and what leads to one. */
export function revokeOtherSessions(context: Context, owner: SessionRef): Promise<OthersRevoked> {
  return revokeOthers(context, owner, 'others-signed-out');
}

/** "This wasn't me" on the Activity tab. Signs out the others, for a user who goes on to choose a new password. */
export function disownActivity(context: Context, owner: SessionRef): Promise<OthersRevoked> {
  return revokeOthers(context, owner, 'not-me-button');
}

function revokeOthers(
  context: Context,
  { userId, sessionIdHash }: SessionRef,
  act: 'others-signed-out' | 'not-me-button',
): Promise<OthersRevoked> {
  return context.db.transaction(function* (tx) {
    const ended = yield* endHeld(context, tx, act, { userId, sessionIdHash });
    yield* recordEvent(context, tx, {
      userId,
      kind: 'all-other-sessions-ended',
      details: { sessions: ended.sessions },
    });
    return ended;
  });
}
