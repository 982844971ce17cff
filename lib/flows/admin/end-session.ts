import { createHash } from 'node:crypto';
import { deleteSessionOf, listSessions } from '../../../db/queries/sessions.ts';
import { query } from '../../../db/store.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { type AdminAction, adminFlow } from './admin-flow.ts';

/**
 * Returns what administrators call a session: eight letters that name it among those of one account, and of which the
 * id it is stored under can't be made.
 */
export function sessionRef(idHash: string): string {
  return createHash('sha256').update(`session ${idHash}`).digest('hex').slice(0, 8);
}

/** Ends one session of a user, by what `sessionRef` calls it. Returns the browser that it was of. */
export async function endSession(context: Context, action: AdminAction, ref: string): Promise<Result<string>> {
  const sessions = await listSessions(context.db, action.userId);
  const idHash = sessions.find((session) => sessionRef(session.idHash) === ref.toLowerCase())?.idHash;
  return adminFlow(context, action, function* (tx, user) {
    const [ended] = idHash ? yield* query(deleteSessionOf(tx, user.id, idHash)) : [];
    if (!ended) return refuse('session-unknown');
    const details = { reason: action.reason, browser: ended.browser };
    const kind = 'session-ended-by-administrator';
    yield* recordEvent(context, tx, { userId: user.id, kind, details, actor: action.by });
    return succeed(ended.browser);
  });
}
