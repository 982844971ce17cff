import { and, asc, eq, exists, isNotNull, isNull, lt, or } from 'drizzle-orm';
import type { AppRefusal } from '../../lib/rules/apps/app-refusal.ts';
import type { ClientKind } from '../../lib/rules/apps/client-kind.ts';
import { prepared } from '../prepared.ts';
import type { Db } from '../store.ts';

export type App = {
  id: string;
  name: string;
  openTo: 'groups' | 'everyone';
  demands: 'session' | 'second-factor';
  maxSignInAgeMs: number | null;
  disabledAt: Date | null;
  source: 'added' | 'file';
  preset: string | null;
  createdAt: Date;
  description: string | null;
  launchUrl: string | null;
  onHome: 'shown' | 'hidden';
  remoteUser: 'id' | 'email';
  openPaths: string[];
};
/** What can be left out takes the schema's default. */
type NewApp = Pick<App, 'id' | 'name' | 'openTo' | 'demands' | 'createdAt'> & Partial<App>;
export type OpenIdClient = {
  appId: string;
  kind: ClientKind;
  secretHash: string | null;
  oldSecretHash: string | null;
  oldSecretUntil: Date | null;
  redirectUris: string[];
  pkce: 'required' | 'optional';
  postLogoutUris: string[];
  backchannelUri: string | null;
  endsWith: 'session' | 'app';
  refusal: AppRefusal | null;
  refusedAt: Date | null;
};

/** Returns an app with how it speaks OpenID Connect; null where there is none. */
export async function findClient({ sql, tables: { apps, openidClients: client } }: Db, id: string) {
  const [row] = await sql
    .select({ app: apps, client })
    .from(apps)
    .innerJoin(client, eq(client.appId, apps.id))
    .where(eq(apps.id, id));
  return row ?? null;
}

/** Returns every app, by name. */
export function listClients({ sql, tables: { apps, openidClients: client } }: Db) {
  return sql
    .select({ app: apps, client })
    .from(apps)
    .innerJoin(client, eq(client.appId, apps.id))
    .orderBy(asc(apps.name), asc(apps.id));
}

/** Locks an app until the transaction ends. */
export function lockApp({ sql, tables: { apps }, forUpdate }: Db, id: string) {
  return forUpdate(sql.select().from(apps).where(eq(apps.id, id)));
}

/** Returns the groups that an app is open to, by name. */
export function listGroupsOfApp({ sql, tables: { groups, appGroups } }: Db, appId: string) {
  return sql
    .select({ id: groups.id, name: groups.name, title: groups.title })
    .from(appGroups)
    .innerJoin(groups, eq(groups.id, appGroups.groupId))
    .where(eq(appGroups.appId, appId))
    .orderBy(asc(groups.name));
}

/** Returns the app if this user may open it; null otherwise. Deny unless allowed; a disabled one is open to no one. */
export async function findOpenApp(
  { sql, tables: { apps, appGroups, groupMembers } }: Db,
  appId: string,
  userId: string,
): Promise<App | null> {
  const shared = sql
    .select({ id: appGroups.groupId })
    .from(appGroups)
    .innerJoin(groupMembers, eq(groupMembers.groupId, appGroups.groupId))
    .where(and(eq(appGroups.appId, apps.id), eq(groupMembers.userId, userId)));
  const [row] = await sql
    .select()
    .from(apps)
    .where(and(eq(apps.id, appId), isNull(apps.disabledAt), or(eq(apps.openTo, 'everyone'), exists(shared))));
  return row ?? null;
}

const selectLaunchable = prepared(['userId'], ({ sql, tables: { apps, appGroups, groupMembers } }, value) =>
  sql
    .select({ app: apps, member: groupMembers.userId })
    .from(apps)
    .leftJoin(appGroups, eq(appGroups.appId, apps.id))
    .leftJoin(groupMembers, and(eq(groupMembers.groupId, appGroups.groupId), eq(groupMembers.userId, value('userId'))))
    .where(and(isNotNull(apps.launchUrl), eq(apps.onHome, 'shown'), isNull(apps.disabledAt)))
    .orderBy(asc(apps.name), asc(apps.id)),
);

/** Returns what Home can show, by name, and whether this user may open it. */
export async function listLaunchable(db: Db, userId: string): Promise<{ app: App; isOpen: boolean }[]> {
  const byId = new Map<string, { app: App; isOpen: boolean }>();
  for (const { app, member } of await selectLaunchable(db, userId)) {
    const isOpen = app.openTo === 'everyone' || member !== null || byId.get(app.id)?.isOpen === true;
    byId.set(app.id, { app, isOpen });
  }
  return [...byId.values()];
}

/** Inserts an app unless its id is taken; no row comes back then. */
export function insertApp({ sql, tables: { apps } }: Db, app: NewApp) {
  return sql.insert(apps).values(app).onConflictDoNothing().returning({ id: apps.id });
}

export function insertClient(
  { sql, tables: { openidClients: client } }: Db,
  row: Omit<OpenIdClient, 'postLogoutUris' | 'backchannelUri' | 'endsWith' | 'refusal' | 'refusedAt'> &
    Partial<OpenIdClient>,
) {
  return sql.insert(client).values(row).returning({ appId: client.appId });
}

export function updateOpenTo({ sql, tables: { apps } }: Db, id: string, openTo: App['openTo']) {
  return sql.update(apps).set({ openTo }).where(eq(apps.id, id)).returning({ id: apps.id });
}

/** Changes how people sign in to an app, and what it is called. */
export function updateApp(
  { sql, tables: { apps } }: Db,
  id: string,
  change: Partial<Omit<App, 'id' | 'source' | 'createdAt'>>,
) {
  return sql.update(apps).set(change).where(eq(apps.id, id)).returning({ id: apps.id });
}

/** What was refused before says nothing any more. */
const unrefused = { refusal: null, refusedAt: null };

export function updateClient(
  { sql, tables: { openidClients: client } }: Db,
  appId: string,
  change: Partial<Omit<OpenIdClient, 'appId' | 'refusal' | 'refusedAt'>>,
) {
  return sql
    .update(client)
    .set({ ...change, ...unrefused })
    .where(eq(client.appId, appId))
    .returning({ appId: client.appId });
}

/** Keeps what a refused request of an app shows, unless another one was kept since `notSince`. */
export function noteRefusal(
  { sql, tables: { openidClients: client } }: Db,
  appId: string,
  { refusal, now, notSince }: { refusal: AppRefusal; now: Date; notSince: Date },
) {
  return sql
    .update(client)
    .set({ refusal, refusedAt: now })
    .where(and(eq(client.appId, appId), or(isNull(client.refusedAt), lt(client.refusedAt, notSince))))
    .returning({ appId: client.appId });
}

/** Ends everything that an app was given: codes, tokens, and the grants they came from. */
export function deleteGivenToApp({ sql, tables: { openidRecords } }: Db, appId: string) {
  return sql.delete(openidRecords).where(eq(openidRecords.appId, appId)).returning({ kind: openidRecords.kind });
}

/** Returns the groups of every app. */
export function listGroupsOfApps({ sql, tables: { groups, appGroups } }: Db) {
  return sql
    .select({ appId: appGroups.appId, name: groups.name, title: groups.title })
    .from(appGroups)
    .innerJoin(groups, eq(groups.id, appGroups.groupId))
    .orderBy(asc(groups.title));
}

/** Replaces the secret; the one before works until `oldSecretUntil`. */
export function updateSecret(
  { sql, tables: { openidClients: client } }: Db,
  appId: string,
  change: { secretHash: string; oldSecretHash: string | null; oldSecretUntil: Date },
) {
  return sql
    .update(client)
    .set({ ...change, ...unrefused })
    .where(eq(client.appId, appId))
    .returning({ appId: client.appId });
}

export function insertAppGroup({ sql, tables: { appGroups } }: Db, appId: string, groupId: string) {
  return sql.insert(appGroups).values({ appId, groupId }).onConflictDoNothing().returning({ appId: appGroups.appId });
}

export function deleteAppGroups({ sql, tables: { appGroups } }: Db, appId: string) {
  return sql.delete(appGroups).where(eq(appGroups.appId, appId)).returning({ groupId: appGroups.groupId });
}

/** Deletes an app; what it was given goes with it. */
export function deleteApp({ sql, tables: { apps } }: Db, id: string) {
  return sql.delete(apps).where(eq(apps.id, id)).returning({ id: apps.id });
}

/** Returns the apps that this user may open, by name. */
export function listOpenApps({ sql, tables: { apps, appGroups, groupMembers } }: Db, userId: string) {
  const shared = sql
    .select({ id: appGroups.groupId })
    .from(appGroups)
    .innerJoin(groupMembers, eq(groupMembers.groupId, appGroups.groupId))
    .where(and(eq(appGroups.appId, apps.id), eq(groupMembers.userId, userId)));
  return sql
    .select({ id: apps.id, name: apps.name })
    .from(apps)
    .where(or(eq(apps.openTo, 'everyone'), exists(shared)))
    .orderBy(asc(apps.name), asc(apps.id));
}
