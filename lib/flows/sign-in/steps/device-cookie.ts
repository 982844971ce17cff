import {
  forgetBrowsers,
  isKnownBrowser,
  rememberBrowser,
  selectBrowsers,
} from '../../../../db/queries/device-cookies.ts';
import { type Db, run } from '../../../../db/store.ts';
import { later } from '../../../clock.ts';
import { limits } from '../../../config/limits.ts';
import { cookiesToForget, isStillKnown, knownSince } from '../../../rules/account/device-cookies.ts';
import type { Context } from '../../context.ts';

/** This browser's mark when it signed in to the account at `email` before; null for outsiders. */
export async function knownBrowserOf({ db, now, client }: Context, email: string): Promise<string | null> {
  if (!client.browserHash) return null;
  const isKnown = await isKnownBrowser(db, client.browserHash, email, later(now, -limits.knownBrowserLifeMs));
  return isKnown ? client.browserHash : null;
}

/** Since when the account knows the browser that asks; null where it does not. */
export function* browserKnownSince({ now, client }: Context, db: Db, userId: string) {
  const cookies = yield* run(selectBrowsers(db, userId));
  const own = cookies.find(({ tokenHash }) => tokenHash === client.browserHash);
  return own && isStillKnown(own, now) ? knownSince(own) : null;
}

/** Notes that this browser signed in; the account keeps a few (cookiesToForget). Answers whether it is news to the owner. */
export function* keepBrowser({ now, client }: Context, db: Db, userId: string) {
  if (!client.browserHash) return false;
  const before = yield* run(selectBrowsers(db, userId));
  const own = before.find(({ tokenHash }) => tokenHash === client.browserHash);
  const others = before.filter((cookie) => cookie !== own);
  const gone = cookiesToForget(others, now);
  // Unused for too long, it begins again: it is no proof of then any more.
  if (own && !isStillKnown(own, now)) gone.push(own.tokenHash);
  if (gone.length > 0) yield* run(forgetBrowsers(db, userId, gone));
  yield* run(rememberBrowser(db, { tokenHash: client.browserHash, userId, createdAt: now, lastUsedAt: now }));
  // The very first sign-in is no news.
  return before.length > 0 && !own;
}
