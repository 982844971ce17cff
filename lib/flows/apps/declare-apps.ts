import { deleteHosts, listHostsOfApps } from '../../../db/queries/app-hosts.ts';
import {
  type App,
  deleteApp,
  deleteAppGroups,
  insertApp,
  insertAppGroup,
  insertClient,
  listClients,
  listGroupsOfApps,
  type OpenIdClient,
  updateApp,
  updateClient,
  updateOpenTo,
} from '../../../db/queries/apps.ts';
import { type Group, listGroups } from '../../../db/queries/groups.ts';
import { type Db, query } from '../../../db/store.ts';
import type { DeclaredApp } from '../../config/apps-file.ts';
import { limits } from '../../config/limits.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { changesOf } from '../../rules/apps/app-changes.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { replaceHosts } from './steps/replace-hosts.ts';

type Stored = { app: App; client: OpenIdClient };
type Grouped = Pick<Group, 'id' | 'name'>;

/** What became of the apps of the file, by their IDs; and which groups it names that there aren't. */
export type Declared = { added: string[]; changed: string[]; removed: string[]; unknownGroups: string[] };

const because = { reason: 'APPS_FILE', actor: 'command:apps-file' };

/**
 * Makes the apps of APPS_FILE what that says, all in one transaction: adds and changes them, and removes those that it
 * names no more. An app of the same ID that was added otherwise is never touched: nothing is applied then. A group that
 * isn't there opens the app to no one. Where nothing differs, nothing is written.
 */
export async function declareApps(context: Context, declared: readonly DeclaredApp[]): Promise<Result<Declared>> {
  const isUnused = declared.length === 0 && (await listClients(context.db)).every(({ app }) => app.source !== 'file');
  if (isUnused) return succeed({ added: [], changed: [], removed: [], unknownGroups: [] });
  const known = new Map((await listGroups(context.db)).map((group) => [group.name, group]));
  const named = declared.flatMap(({ openTo }) => (openTo === 'everyone' ? [] : openTo));
  const done: Declared = {
    ...{ added: [], changed: [], removed: [] },
    unknownGroups: [...new Set(named.filter((name) => !known.has(name)))],
  };
  return transactionOrRollback(context.db, function* (tx) {
    const stored = new Map((yield* query(listClients(tx))).map((one) => [one.app.id, one]));
    const groupsBefore = yield* query(listGroupsOfApps(tx));
    const hostsBefore = yield* query(listHostsOfApps(tx));
    const foreign = declared.find(({ id }) => stored.get(id)?.app.source === 'added');
    if (foreign) return refuse('app-not-of-file', { address: foreign.id });
    for (const { app } of stored.values()) {
      if (app.source !== 'file' || declared.some(({ id }) => id === app.id)) continue;
      yield* query(deleteApp(tx, app.id));
      yield* recordApp(context, tx, 'app-removed', app);
      done.removed.push(app.id);
    }
    // First of all apps: a host may move from one to another.
    const isGone = (host: string, appId: string) =>
      declared.some(({ id, hosts }) => id === appId && !hosts.includes(host));
    const gone = hostsBefore.filter(({ host, appId }) => isGone(host, appId)).map(({ host }) => host);
    if (gone.length > 0) yield* query(deleteHosts(tx, gone));
    for (const one of declared) {
      const before = stored.get(one.id);
      const groups = one.openTo === 'everyone' ? [] : one.openTo.flatMap((name) => known.get(name) ?? []);
      if (before) {
        const names = groupsBefore.filter(({ appId }) => appId === one.id).map(({ name }) => name);
        const hosts = hostsBefore.filter(({ appId }) => appId === one.id).map(({ host }) => host);
        if (yield* changeDeclared(context, tx, { ...before, hosts }, one, { names, groups })) done.changed.push(one.id);
      } else {
        if (stored.size - done.removed.length + done.added.length >= limits.appsInAll) return refuse('apps-full');
        yield* addDeclared(context, tx, one, groups);
        done.added.push(one.id);
      }
      const placed = yield* replaceHosts(tx, one.id, one.hosts);
      if (!placed.ok) return placed;
    }
    return succeed(done);
  });
}

function* addDeclared(context: Context, tx: Db, one: DeclaredApp, groups: readonly Grouped[]) {
  const { app, client } = rowsOf(one);
  const openTo = one.openTo === 'everyone' ? 'everyone' : 'groups';
  yield* query(insertApp(tx, { ...app, id: one.id, openTo, source: 'file', createdAt: context.now }));
  yield* query(insertClient(tx, { ...client, appId: one.id, oldSecretHash: null, oldSecretUntil: null }));
  yield* recordApp(context, tx, 'app-added', one);
  yield* openApp(context, tx, one, groups);
}

/** What the file says of an app, by the rows that keep it. */
function rowsOf({ name, demands, maxSignInAgeMs, description, launchUrl, onHome, ...one }: DeclaredApp) {
  const { remoteUser, openPaths } = one;
  const { kind, secretHash, redirectUris, pkce, postLogoutUris, backchannelUri, endsWith } = one;
  return {
    app: { name, demands, maxSignInAgeMs, description, launchUrl, onHome, remoteUser, openPaths },
    client: { kind, secretHash, redirectUris, pkce, postLogoutUris, backchannelUri, endsWith },
  };
}

/** Returns whether anything differed. */
function* changeDeclared(
  context: Context,
  tx: Db,
  { app, client, hosts }: Stored & { hosts: string[] },
  one: DeclaredApp,
  { names, groups }: { names: string[]; groups: readonly Grouped[] },
) {
  const { id } = one;
  const changes = changesOf({ ...app, ...client, hosts }, one);
  if (changes.length > 0) {
    const rows = rowsOf(one);
    yield* query(updateApp(tx, id, rows.app));
    yield* query(updateClient(tx, id, rows.client));
    const details = { reason: because.reason, app: one.name, changes };
    yield* recordEvent(context, tx, { kind: 'app-changed', subject: id, details, actor: because.actor });
  }
  const openTo = one.openTo === 'everyone' ? 'everyone' : 'groups';
  const isSame =
    app.openTo === openTo &&
    names.sort().join() ===
      groups
        .map((group) => group.name)
        .sort()
        .join();
  if (!isSame) {
    yield* query(updateOpenTo(tx, id, openTo));
    yield* query(deleteAppGroups(tx, id));
    yield* openApp(context, tx, one, groups);
  }
  return changes.length > 0 || !isSame;
}

function* openApp(context: Context, tx: Db, { id, name, openTo }: DeclaredApp, groups: readonly Grouped[]) {
  for (const group of groups) yield* query(insertAppGroup(tx, id, group.id));
  const names = openTo === 'everyone' ? null : groups.map((group) => group.name).join(', ');
  const details = { reason: because.reason, app: name, groups: names };
  yield* recordEvent(context, tx, { kind: 'app-access-changed', subject: id, details, actor: because.actor });
}

function* recordApp(context: Context, tx: Db, kind: 'app-added' | 'app-removed', app: Pick<App, 'id' | 'name'>) {
  const details = { reason: because.reason, app: app.name };
  yield* recordEvent(context, tx, { kind, subject: app.id, details, actor: because.actor });
}
