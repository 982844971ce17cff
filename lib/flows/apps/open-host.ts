import { noteAppSession } from '../../../db/queries/app-sessions.ts';
import {
  deleteOlderHostSessions,
  findGuardedHost,
  insertHostSession,
  takeTicket,
} from '../../../db/queries/guarded-hosts.ts';
import { selectSession } from '../../../db/queries/sessions.ts';
import { query } from '../../../db/store.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { generateId, generateToken, hashToken } from '../../crypto/token.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';

/**
 * Takes a ticket for a token that opens its host, and notes that the session has opened the app: the first time is an
 * event. The ticket is spent whatever comes of it. Null for one that is unknown, spent, expired, of another host or of
 * another browser, which has none of its `secrets`, or whose session has ended: sessions take their tickets along.
 */
export async function openHost(
  context: Context,
  { ticket, host, secrets }: { ticket: string; host: string; secrets: readonly string[] },
): Promise<{ token: string; returnTo: string } | null> {
  const found = await findGuardedHost(context.db, host);
  const { now } = context;
  return context.db.transaction(function* (tx) {
    const [taken] = yield* query(takeTicket(tx, hashToken(ticket)));
    if (!found || !taken || taken.host !== host || taken.expiresAt <= now) return null;
    if (!secrets.some((secret) => hashToken(secret) === taken.bindHash)) return null;
    const [session] = yield* query(tx.forUpdate(selectSession(tx, taken.sessionIdHash)));
    if (!session) return null;
    const token = generateToken();
    const { app } = found;
    const opened = { host, sessionIdHash: session.idHash };
    yield* query(deleteOlderHostSessions(tx, opened, addMs(now, -limits.entryTicketLifeMs)));
    yield* query(insertHostSession(tx, { ...opened, tokenHash: hashToken(token), createdAt: now }));
    const { idHash: sessionIdHash, userId } = session;
    const use = { sessionIdHash, userId, appId: app.id, sid: '', openedAt: now, lastUsedAt: now, noticeAt: now };
    const [noted] = yield* query(noteAppSession(tx, { ...use, id: generateId() }));
    if (noted?.openedAt.getTime() === now.getTime())
      yield* recordEvent(context, tx, { userId, kind: 'app-opened', details: { app: app.name } });
    return { token, returnTo: taken.returnTo };
  });
}
