import { forgetBrowsers, isKnownBrowser, rememberBrowser, selectBrowsers } from '../../db/known-browsers.ts';
import { type Db, run } from '../../db/store.ts';
import { later } from '../clock.ts';
import { limits } from '../limits.ts';
import type { Context } from './context.ts';

/** This browser's mark when it signed in to the account at `email` before; null for outsiders. */
export async function knownBrowserOf({ db, now, client }: Context, email: string): Promise<string | null> {
  if (!client.browserHash) return null;
  const isKnown = await isKnownBrowser(db, client.browserHash, email, later(now, -limits.knownBrowserLifeMs));
  return isKnown ? client.browserHash : null;
}

/** Notes that this browser signed in; the account keeps its newest few. Answers whether it is news to the owner. */
export function* keepBrowser({ now, client }: Context, db: Db, userId: string) {
  if (!client.browserHash) return false;
  const before = yield* run(selectBrowsers(db, userId));
  yield* run(rememberBrowser(db, { tokenHash: client.browserHash, userId, lastUsedAt: now }));
  const others = before.filter((row) => row.tokenHash !== client.browserHash);
  const tooMany = others.slice(limits.knownBrowsersPerAccount - 1).map((row) => row.tokenHash);
  if (tooMany.length > 0) yield* run(forgetBrowsers(db, userId, tooMany));
  // The very first sign-in is no news.
  return before.length > 0 && others.length === before.length;
}
