import { listHostsOfApp, listHostsOfApps } from '../../../db/queries/app-hosts.ts';
import {
  type App,
  findClient,
  listClients,
  listGroupsOfApp,
  listGroupsOfApps,
  type OpenIdClient,
} from '../../../db/queries/apps.ts';
import { listGroups } from '../../../db/queries/groups.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { type AppRefusal, nearestAddress } from '../../rules/apps/app-refusal.ts';
import type { Context } from '../context.ts';

/** An app as administrators see it: nothing here is a secret, or the hash of one. */
export type AppDetails = {
  app: App;
  client: Omit<OpenIdClient, 'appId' | 'secretHash' | 'oldSecretHash' | 'oldSecretUntil' | 'refusal' | 'refusedAt'>;
  /** That it is open to; none for everyone, and for no one. */
  groups: { name: string; title: string }[];
  /** Where a proxy guards it. */
  hosts: string[];
  /** Until when the secret before still works; null where it doesn't. */
  oldSecretUntil: Date | null;
  /** What is wrong in its settings, as its last refused request shows it. */
  refusal: (AppRefusal & { at: Date; nearest: ReturnType<typeof nearestAddress> }) | null;
};

/** Returns the apps whose name, ID or a host has `search` in it, by name; all for an empty one. */
export async function describeApps({ db }: Context, search: string): Promise<AppDetails[]> {
  const [all, groups, hosts] = [await listClients(db), await listGroupsOfApps(db), await listHostsOfApps(db)];
  const sought = search.trim().toLowerCase();
  return all
    .map(({ app, client }) => ({
      app,
      client: shown(client),
      groups: groups.filter(({ appId }) => appId === app.id),
      hosts: hosts.filter(({ appId }) => appId === app.id).map(({ host }) => host),
      ...{ oldSecretUntil: null, refusal: null },
    }))
    .filter(({ app: { name, id }, hosts: own }) =>
      [name.toLowerCase(), id, ...own].some((text) => text.includes(sought)),
    );
}

/** Returns one app; null where there is none. */
export async function describeApp({ db, now }: Context, id: string): Promise<AppDetails | null> {
  const found = await findClient(db, id);
  if (!found) return null;
  const { app, client } = found;
  const until = client.oldSecretHash ? client.oldSecretUntil : null;
  return {
    app,
    client: shown(client),
    groups: await listGroupsOfApp(db, id),
    hosts: (await listHostsOfApp(db, id)).map(({ host }) => host),
    oldSecretUntil: until && until > now ? until : null,
    refusal: recentRefusal(client, now),
  };
}

function recentRefusal({ refusal, refusedAt, redirectUris }: OpenIdClient, now: Date): AppDetails['refusal'] {
  if (!refusal || !refusedAt || refusedAt < addMs(now, -limits.appRefusalShownMs)) return null;
  return { ...refusal, at: refusedAt, nearest: refusal.sent ? nearestAddress(refusal.sent, redirectUris) : null };
}

/** Returns what an app can be opened to. */
export async function describeGroupChoices({ db }: Context): Promise<{ name: string; title: string }[]> {
  return (await listGroups(db)).map(({ name, title }) => ({ name, title }));
}

/** Names an app's state, for forms: what they were drawn about (lib/flows/account/steps/object-state.ts says more). */
export async function appStateName(context: Context, id: string): Promise<string | null> {
  const found = await describeApp(context, id);
  if (!found) return null;
  const { app, client, groups, hosts } = found;
  return JSON.stringify([app, client, groups.map(({ name }) => name), hosts]);
}

/** Names what may be shown: a column that is added later is not, unless someone says so here. */
function shown(client: OpenIdClient): AppDetails['client'] {
  const { kind, redirectUris, pkce, postLogoutUris, backchannelUri, endsWith } = client;
  return { kind, redirectUris, pkce, postLogoutUris, backchannelUri, endsWith };
}
