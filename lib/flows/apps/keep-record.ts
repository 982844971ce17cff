import { noteAppSession, touchAppSessions } from '../../../db/queries/app-sessions.ts';
import { findClient } from '../../../db/queries/apps.ts';
import { lockGrant, type OpenIdRecord, saveRecord } from '../../../db/queries/openid-records.ts';
import { selectSession } from '../../../db/queries/sessions.ts';
import { type Db, query } from '../../../db/store.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { generateId, hashToken } from '../../crypto/token.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';

/** A record of the protocol, before it is known which session it belongs to. */
export type NewRecord = Omit<OpenIdRecord, 'sessionIdHash' | 'consumedAt'>;
/** `sid`: what the app calls the session; empty where it isn't told when that ends. */
type Given = { record: NewRecord; grantId: string; sid: string };

/**
 * Stores a code, for the session of this browser, and notes that the session has opened the app: the first time is an
 * event. Returns false where the session or the grant has ended: then nothing is given out any more.
 */
export async function keepCode(context: Context, given: Given, browserSession: string | null): Promise<boolean> {
  const found = await findClient(context.db, given.record.appId ?? '');
  if (!found || browserSession === null) return false;
  const { app } = found;
  const { now } = context;
  return context.db.transaction(function* (tx) {
    const [session] = yield* query(tx.forUpdate(selectSession(tx, browserSession)));
    const grant = session && (yield* saveGiven(tx, given));
    if (!grant || session.userId !== grant.userId) return false;
    const opened = { appId: app.id, userId: grant.userId, sid: given.sid, openedAt: now, lastUsedAt: now };
    // What outlives its session ends by an act; only then is the app told.
    const noticeAt = grant.sessionIdHash === null ? null : now;
    const row = { ...opened, id: generateId(), sessionIdHash: browserSession, noticeAt };
    const [noted] = yield* query(noteAppSession(tx, row));
    if (noted?.openedAt.getTime() === now.getTime())
      yield* recordEvent(context, tx, { userId: grant.userId, kind: 'app-opened', details: { app: app.name } });
    return true;
  });
}

/** Stores a token, bound to what its grant is bound to. Returns false where that has ended. */
export async function keepToken({ db, now }: Context, given: Given): Promise<boolean> {
  return db.transaction(function* (tx) {
    const grant = yield* saveGiven(tx, given);
    if (!grant) return false;
    const appId = given.record.appId ?? '';
    if (given.record.kind === 'RefreshToken')
      yield* query(
        touchAppSessions(tx, { appId, userId: grant.userId, sid: given.sid }, now, addMs(now, -limits.sessionTouchMs)),
      );
    return true;
  });
}

function* saveGiven(tx: Db, { record, grantId }: Given) {
  const [grant] = yield* query(lockGrant(tx, hashToken(grantId)));
  if (!grant?.userId) return null;
  const { sessionIdHash, userId } = grant;
  yield* query(saveRecord(tx, { ...record, sessionIdHash }));
  return { sessionIdHash, userId };
}

/**
 * Stores what belongs to a session itself: the library's shadow of it, or a grant. One that `outlives` it is bound to
 * its person only. Returns false where the session has ended.
 */
export async function keepOfSession(
  context: Context,
  record: NewRecord,
  { idHash, outlives }: { idHash: string; outlives: boolean },
): Promise<boolean> {
  return context.db.transaction(function* (tx) {
    const [session] = yield* query(tx.forUpdate(selectSession(tx, idHash)));
    if (!session || session.userId !== record.userId) return false;
    yield* query(saveRecord(tx, { ...record, sessionIdHash: outlives ? null : idHash }));
    return true;
  });
}
