import {
  deleteDeviceCookies,
  findDeviceCookie,
  selectDeviceCookies,
  upsertDeviceCookie,
} from '../../../../db/queries/device-cookies.ts';
import { type Db, query } from '../../../../db/store.ts';
import { addMs } from '../../../clock.ts';
import { limits } from '../../../config/limits.ts';
import { cookiesToForget, isStillKnown, knownSince } from '../../../rules/account/device-cookies.ts';
import type { Context } from '../../context.ts';

/** Returns this browser's device cookie where it signed in to the account at `email` before; null otherwise. */
export async function knownDeviceCookie({ db, now, client }: Context, email: string): Promise<string | null> {
  if (!client.deviceCookieHash) return null;
  const known = await findDeviceCookie(db, client.deviceCookieHash, email, addMs(now, -limits.deviceCookieLifeMs));
  return known && client.deviceCookieHash;
}

/** Returns since when the account knows this browser; null where it doesn't. */
export function* browserKnownSince({ now, client }: Context, db: Db, userId: string) {
  const cookies = yield* query(selectDeviceCookies(db, userId));
  const own = cookies.find(({ tokenHash }) => tokenHash === client.deviceCookieHash);
  return own && isStillKnown(own, now) ? knownSince(own) : null;
}

/**
 * Records that this browser signed in; the account keeps a few (cookiesToForget). Returns whether the owner should be
 * notified of it.
 */
export function* issueDeviceCookie({ now, client }: Context, db: Db, userId: string) {
  if (!client.deviceCookieHash) return false;
  const before = yield* query(selectDeviceCookies(db, userId));
  const own = before.find(({ tokenHash }) => tokenHash === client.deviceCookieHash);
  const others = before.filter((cookie) => cookie !== own);
  const gone = cookiesToForget(others, now);
  // Unused for too long, it starts over: its age proves nothing any more.
  if (own && !isStillKnown(own, now)) gone.push(own.tokenHash);
  if (gone.length > 0) yield* query(deleteDeviceCookies(db, userId, gone));
  yield* query(upsertDeviceCookie(db, { tokenHash: client.deviceCookieHash, userId, createdAt: now, lastUsedAt: now }));
  // The very first sign-in needs no notice.
  return before.length > 0 && !own;
}
