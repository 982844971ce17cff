import { touchAppSessions } from '../../../db/queries/app-sessions.ts';
import { readHostAccess } from '../../../db/queries/guarded-hosts.ts';
import { touchSession } from '../../../db/queries/sessions.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { hashToken } from '../../crypto/token.ts';
import { type HostAccess, judgeHostAccess } from '../../rules/apps/host-access.ts';
import type { Context } from '../context.ts';

/** What a check needs: it comes before any page, and of no browser. */
type CheckContext = Pick<Context, 'db' | 'now' | 'settings'>;

/**
 * Returns what becomes of a request to a guarded host, by the token in that host's cookie. One read and no cache: a
 * session that has ended is refused at the next check.
 */
export async function checkHost(
  { db, now, settings: { sessionIdleMs, twoFactorPolicy } }: CheckContext,
  asked: { host: string; path: string; token: string | null },
): Promise<HostAccess & { remoteUser: 'id' | 'email' }> {
  const rows = await readHostAccess(db, asked.host, asked.token === null ? '' : hashToken(asked.token));
  const remoteUser = rows[0]?.app.remoteUser ?? 'id';
  return {
    ...judgeHostAccess(rows, asked.path, { now, idleSince: addMs(now, -sessionIdleMs), twoFactorPolicy }),
    remoteUser,
  };
}

/** Notes that the session and the app are in use: at most every few minutes, as pages do. */
export async function noteHostUse({ db, now }: CheckContext, access: HostAccess & { is: 'go' }): Promise<void> {
  const notSince = addMs(now, -limits.sessionTouchMs);
  if (access.lastUsedAt >= notSince) return;
  const { sessionIdHash, appId, identity } = access;
  await touchSession(db, sessionIdHash, now, notSince);
  await touchAppSessions(db, { appId, userId: identity.id, sid: '' }, now, notSince);
}
