import { deleteSession } from '../../../db/queries/sessions.ts';
import { type Db, run } from '../../../db/store.ts';
import { hashToken } from '../../crypto/token.ts';
import type { Context } from '../context.ts';
import { noteEvent } from '../record-event.ts';

/** Signs out: the row goes, so the cookie is worth nothing wherever a copy of it lies. */
export async function closeSession(context: Context, sessionId: string): Promise<void> {
  await context.db.atomically((tx) => endSession(context, tx, sessionId));
}

/** The same, inside the transaction of something that replaces the session. */
export function* endSession(context: Context, tx: Db, sessionId: string) {
  const [closed] = yield* run(deleteSession(tx, hashToken(sessionId)));
  if (closed) yield* noteEvent(context, tx, { userId: closed.userId, kind: 'signed-out' });
}
