import { deleteTicketsOfApp, endHostSessionsOfApp, listHostsOfApp } from '../../../db/queries/app-hosts.ts';
import { endAppSessionsOfAll } from '../../../db/queries/app-sessions.ts';
import {
  type App,
  deleteGivenToApp,
  findClient,
  type OpenIdClient,
  updateApp,
  updateClient,
} from '../../../db/queries/apps.ts';
import { query } from '../../../db/store.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { type AppAddresses, parseAppAddresses } from '../../rules/apps/app-addresses.ts';
import { type AppChange, changesOf } from '../../rules/apps/app-changes.ts';
import { type AppGuarding, launchUrlAt, parseAppGuarding } from '../../rules/apps/app-guarding.ts';
import { parseAppName } from '../../rules/apps/app-name.ts';
import { parseRedirectUris } from '../../rules/apps/redirect-uri.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { lockAdded } from './change-app.ts';
import { replaceHosts } from './steps/replace-hosts.ts';

/** Which app, why it is changed, and by whom: an administrator's id, or `command:NAME`. */
type By = { appId: string; reason: string; by: string };

/** How an app looks on Home, and how people sign in to it and out. What is left out stays; the ID and the kind always do. */
type Edit = Partial<
  Pick<App, 'name' | 'demands' | 'maxSignInAgeMs'> &
    AppAddresses &
    AppGuarding & { redirectUris: readonly string[]; pkce: OpenIdClient['pkce'] }
>;

/**
 * Changes what an app is called, its addresses, and what it demands. What it holds already stays, until it is renewed: a
 * demand counts from the next sign-in on. One that no longer stays signed in loses what outlived its sessions at once. Returns what has changed.
 */
export async function editApp(context: Context, { appId, reason, by }: By, typed: Edit): Promise<Result<AppChange[]>> {
  const found = await findClient(context.db, appId);
  if (!found) return refuse('app-unknown');
  const { kind } = found.client;
  const name = parseAppName(typed.name ?? found.app.name);
  if (!name.ok) return name;
  const redirectUris = parseRedirectUris(kind, typed.redirectUris ?? found.client.redirectUris);
  if (!redirectUris.ok) return redirectUris;
  const before = { ...found.app, ...found.client, hosts: await hostsOf(context, appId) };
  const guarding = parseAppGuarding(kind, { ...before, ...typed }, context.settings);
  if (!guarding.ok) return guarding;
  const { hosts, ...guarded } = guarding.value;
  const addresses = parseAppAddresses(kind, { ...before, launchUrl: launchUrlAfter(before, hosts, context), ...typed });
  if (!addresses.ok) return addresses;
  const { description, launchUrl, onHome, ...endings } = addresses.value;
  const { demands = found.app.demands, maxSignInAgeMs = found.app.maxSignInAgeMs } = typed;
  const app = { name: name.value, demands, maxSignInAgeMs, description, launchUrl, onHome, ...guarded };
  const pkce = kind === 'confidential' ? (typed.pkce ?? found.client.pkce) : 'required';
  const client = { redirectUris: redirectUris.value, pkce, ...endings };
  return transactionOrRollback(context.db, function* (tx) {
    const locked = yield* lockAdded(tx, appId);
    if (!locked.ok) return locked;
    const changes = changesOf({ ...before, ...locked.value }, { ...app, ...client, hosts });
    if (changes.length === 0) return refuse('already-so');
    yield* query(updateApp(tx, appId, app));
    yield* query(updateClient(tx, appId, client));
    const placed = yield* replaceHosts(tx, appId, hosts);
    if (!placed.ok) return placed;
    const details = { reason, app: app.name, changes };
    yield* recordEvent(context, tx, { kind: 'app-changed', subject: appId, details, actor: by });
    return succeed(changes);
  });
}

/** What Home opens follows an app that moves from the host that it opened by default. */
function launchUrlAfter(
  { kind, launchUrl, hosts: before }: { kind: OpenIdClient['kind']; launchUrl: string | null; hosts: string[] },
  hosts: readonly string[],
  { settings: { origin } }: Context,
): string | null {
  const gone = before.filter((host) => !hosts.includes(host));
  const isGone = launchUrl !== null && gone.some((host) => launchUrlAt(kind, [host], origin) === launchUrl);
  return isGone ? launchUrlAt(kind, hosts, origin) : launchUrl;
}

async function hostsOf({ db }: Context, appId: string): Promise<string[]> {
  return (await listHostsOfApp(db, appId)).map(({ host }) => host);
}

/** Closes an app to everyone, until it is enabled. What it was given ends at once, for good, and it is told. */
export async function disableApp(context: Context, { appId, reason, by }: By): Promise<Result<null>> {
  return transactionOrRollback(context.db, function* (tx) {
    const app = yield* lockAdded(tx, appId);
    if (!app.ok) return app;
    if (app.value.disabledAt) return refuse('already-so');
    yield* query(updateApp(tx, appId, { disabledAt: context.now }));
    yield* query(deleteGivenToApp(tx, appId));
    yield* query(endHostSessionsOfApp(tx, appId));
    yield* query(deleteTicketsOfApp(tx, appId));
    yield* query(endAppSessionsOfAll(tx, appId, context.now));
    const details = { reason, app: app.value.name };
    yield* recordEvent(context, tx, { kind: 'app-disabled', subject: appId, details, actor: by });
    return succeed(null);
  });
}

/** Opens an app again, to the people it was open to. */
export async function enableApp(context: Context, { appId, reason, by }: By): Promise<Result<null>> {
  return transactionOrRollback(context.db, function* (tx) {
    const app = yield* lockAdded(tx, appId);
    if (!app.ok) return app;
    if (!app.value.disabledAt) return refuse('already-so');
    yield* query(updateApp(tx, appId, { disabledAt: null }));
    const details = { reason, app: app.value.name };
    yield* recordEvent(context, tx, { kind: 'app-enabled', subject: appId, details, actor: by });
    return succeed(null);
  });
}
