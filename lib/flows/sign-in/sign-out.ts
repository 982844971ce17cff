import { deleteSession } from '../../../db/queries/sessions.ts';
import { type Db, query } from '../../../db/store.ts';
import { hashToken } from '../../crypto/token.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';

/** Signs out: deletes the row, so that every copy of the cookie is worthless. */
export async function signOut(context: Context, sessionId: string): Promise<void> {
  await context.db.transaction((tx) => revokeSession(context, tx, sessionId));
}

/** Revokes a session inside the transaction of something that replaces it. */
export function* revokeSession(context: Context, tx: Db, sessionId: string) {
  const [closed] = yield* query(deleteSession(tx, hashToken(sessionId)));
  if (closed) yield* recordEvent(context, tx, { userId: closed.userId, kind: 'signed-out' });
}
