import { listAppsInUse } from '../../../db/queries/app-sessions.ts';
import { addMs } from '../../clock.ts';
import type { Context } from '../context.ts';

/** An app that someone is signed in to: when it was last used, in how many browsers, and whether it outlives them. */
export type AppInUse = { id: string; name: string; lastUsedAt: Date; browsers: number; stays: boolean };

/** Returns the apps that a user is signed in to, by name. */
export async function describeAppsInUse({ db, now, settings }: Context, userId: string): Promise<AppInUse[]> {
  const rows = await listAppsInUse(db, userId, { now, idleSince: addMs(now, -settings.sessionIdleMs) });
  const byId = new Map<string, AppInUse>();
  for (const { app, lastUsedAt, browser, noticeAt } of rows) {
    const before = byId.get(app.id);
    byId.set(app.id, {
      id: app.id,
      name: app.name,
      lastUsedAt: before && before.lastUsedAt > lastUsedAt ? before.lastUsedAt : lastUsedAt,
      browsers: (before?.browsers ?? 0) + (browser === null ? 0 : 1),
      stays: (before?.stays ?? false) || noticeAt === null,
    });
  }
  return [...byId.values()];
}
