import { deleteTickets, endHostSessions } from '../../../db/queries/app-hosts.ts';
import { endAppSessions } from '../../../db/queries/app-sessions.ts';
import { lockApp } from '../../../db/queries/apps.ts';
import { deleteGivenTo } from '../../../db/queries/openid-records.ts';
import { query } from '../../../db/store.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';

/**
 * "Sign out of this app": ends what it holds of this user, in every browser, and has it told. Returns its name; null
 * where it held nothing.
 */
export async function leaveApp(context: Context, userId: string, appId: string): Promise<string | null> {
  return context.db.transaction(function* (tx) {
    const [app] = yield* query(lockApp(tx, appId));
    if (!app) return null;
    const given = yield* query(deleteGivenTo(tx, userId, appId));
    const opened = yield* query(endAppSessions(tx, userId, appId, context.now));
    const entered = yield* query(endHostSessions(tx, userId, appId));
    yield* query(deleteTickets(tx, userId, appId));
    if (given.length + opened.length + entered.length === 0) return null;
    yield* recordEvent(context, tx, { userId, kind: 'app-signed-out', details: { app: app.name } });
    return app.name;
  });
}
