import { forgetBrowsers, isKnownBrowser, rememberBrowser, selectOldBrowsers } from '../../db/known-browsers.ts';
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

/** Notes that this browser signed in; the account keeps its newest few. */
export function* keepBrowser({ now, client }: Context, db: Db, userId: string) {
  if (!client.browserHash) return;
  yield* run(rememberBrowser(db, { tokenHash: client.browserHash, userId, lastUsedAt: now }));
  const old = yield* run(selectOldBrowsers(db, userId, limits.knownBrowsersPerAccount));
  if (old.length > 0) yield* run(forgetBrowsers(db, userId, old.map((row) => row.tokenHash)));
}
