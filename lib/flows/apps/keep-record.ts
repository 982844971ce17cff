import { findClient, insertAppSession } from '../../../db/queries/apps.ts';
import { lockGrant, type OpenIdRecord, saveRecord } from '../../../db/queries/openid-records.ts';
import { selectSession } from '../../../db/queries/sessions.ts';
import { query } from '../../../db/store.ts';
import { hashToken } from '../../crypto/token.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';

/** A record of the protocol, before it is known which session it belongs to. */
export type NewRecord = Omit<OpenIdRecord, 'sessionIdHash' | 'consumedAt'>;

/**
 * Stores what a grant gives out, bound to the session that opened the grant. Returns false where that has ended: then
 * nothing is given out any more. The first code that a session gets for an app is an event.
 */
export async function keepGiven(context: Context, record: NewRecord & { grantId: string }): Promise<boolean> {
  const app = record.kind === 'AuthorizationCode' ? await findClient(context.db, record.appId ?? '') : null;
  return context.db.transaction(function* (tx) {
    const [grant] = yield* query(lockGrant(tx, hashToken(record.grantId)));
    if (!grant?.sessionIdHash || !grant.userId) return false;
    const { sessionIdHash, userId } = grant;
    yield* query(saveRecord(tx, { ...record, sessionIdHash }));
    if (!app) return true;
    const [first] = yield* query(insertAppSession(tx, { sessionIdHash, appId: app.app.id, openedAt: context.now }));
    if (first) yield* recordEvent(context, tx, { userId, kind: 'app-opened', details: { app: app.app.name } });
    return true;
  });
}

/** Stores what belongs to a session itself: a grant. Returns false where the session has ended. */
export async function keepOfSession(context: Context, record: NewRecord, sessionIdHash: string): Promise<boolean> {
  return context.db.transaction(function* (tx) {
    const [session] = yield* query(tx.forUpdate(selectSession(tx, sessionIdHash)));
    if (!session || session.userId !== record.userId) return false;
    yield* query(saveRecord(tx, { ...record, sessionIdHash }));
    return true;
  });
}
