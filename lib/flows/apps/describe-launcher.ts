import { folded } from '../../../db/folded.ts';
import { listAppSessionsOf } from '../../../db/queries/app-sessions.ts';
import { listLaunchable } from '../../../db/queries/apps.ts';
import { listNewest } from '../../../db/queries/security-events.ts';
import { limits } from '../../config/limits.ts';
import { chooseForHome, type LastUses } from '../../rules/apps/choose-for-home.ts';
import type { Context } from '../context.ts';

/** An app that can be opened. `launchUrl` is http or https: it was checked when it was set. */
export type OpenableApp = {
  id: string;
  name: string;
  description: string | null;
  launchUrl: string;
  demands: 'session' | 'second-factor';
};

type Asked = Pick<Context, 'db'>;

/**
 * Returns the apps that Home shows a user, by name, and how many are open to them; null where this installation has none
 * to show to anyone.
 */
export async function describeHomeApps(
  context: Asked,
  userId: string,
): Promise<{ apps: OpenableApp[]; count: number } | null> {
  const all = await listLaunchable(context.db, userId);
  if (all.length === 0) return null;
  const open = openOnes(all);
  // Only a long list has to be chosen from: Home reads no more than it needs.
  const uses = open.length > limits.appsOnHome ? await lastUses(context, userId, open) : new Map<string, Date>();
  return { apps: chooseForHome(open, uses, limits.appsOnHome), count: open.length };
}

/** Returns the apps that a user may open and that have `search` in their name or description, by name, and how many there are without it. */
export async function describeLauncher(
  context: Asked,
  userId: string,
  search: string,
): Promise<{ apps: (OpenableApp & { lastUsedAt: Date | null })[]; count: number }> {
  const open = openOnes(await listLaunchable(context.db, userId));
  const uses = await lastUses(context, userId, open);
  const sought = folded(search.trim());
  return {
    apps: open
      .filter(({ name, description }) => folded(`${name}\n${description ?? ''}`).includes(sought))
      .map((app) => ({ ...app, lastUsedAt: uses.get(app.id) ?? null })),
    count: open.length,
  };
}

function openOnes(launchable: Awaited<ReturnType<typeof listLaunchable>>): OpenableApp[] {
  return launchable.flatMap(({ app: { id, name, description, launchUrl, demands }, isOpen }) =>
    isOpen && launchUrl !== null ? [{ id, name, description, launchUrl, demands }] : [],
  );
}

/** What apps hold goes with the session that opened them; after that the log says when they were opened, by name. */
async function lastUses({ db }: Asked, userId: string, apps: readonly OpenableApp[]): Promise<LastUses> {
  const [held, opened] = await Promise.all([
    listAppSessionsOf(db, userId),
    listNewest(db, userId, 'app-opened', limits.appOpeningsRead),
  ]);
  const idOf = new Map(apps.map(({ id, name }) => [name, id]));
  const uses = new Map<string, Date>();
  const note = (id: string | undefined, at: Date) => {
    if (id !== undefined && at > (uses.get(id) ?? new Date(0))) uses.set(id, at);
  };
  for (const { app, lastUsedAt } of held) note(app, lastUsedAt);
  for (const { details, at } of opened) if ('app' in details) note(idOf.get(String(details.app)), at);
  return uses;
}
