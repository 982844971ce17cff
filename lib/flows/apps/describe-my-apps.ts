import { listAppsInUse } from '../../../db/queries/app-sessions.ts';
import { listLaunchable } from '../../../db/queries/apps.ts';
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

/** An app on Home. `launchUrl` is http or https: it was checked when it was set. */
export type HomeApp = { id: string; name: string; description: string | null; launchUrl: string; demands: string };

/** Returns the apps that Home shows a user, by name; null where this installation has none to show to anyone. */
export async function describeHomeApps({ db }: Pick<Context, 'db'>, userId: string): Promise<HomeApp[] | null> {
  const all = await listLaunchable(db, userId);
  if (all.length === 0) return null;
  return all.flatMap(({ app: { id, name, description, launchUrl, demands }, isOpen }) =>
    isOpen && launchUrl !== null ? [{ id, name, description, launchUrl, demands }] : [],
  );
}
