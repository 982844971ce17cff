import {
  type App,
  deleteApp,
  deleteAppGroups,
  findClient,
  insertApp,
  insertAppGroup,
  insertClient,
  listClients,
  lockApp,
  updateOpenTo,
  updateSecret,
} from '../../../db/queries/apps.ts';
import { findGroupByName, type Group } from '../../../db/queries/groups.ts';
import { type Db, query } from '../../../db/store.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { generateToken, hashToken } from '../../crypto/token.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { type AppAddresses, parseAppAddresses } from '../../rules/apps/app-addresses.ts';
import { type AppGuarding, launchUrlAt, parseAppGuarding } from '../../rules/apps/app-guarding.ts';
import { parseAppId, parseAppName } from '../../rules/apps/app-name.ts';
import type { PresetName } from '../../rules/apps/app-presets.ts';
import type { ClientKind } from '../../rules/apps/client-kind.ts';
import { parseRedirectUris } from '../../rules/apps/redirect-uri.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { replaceHosts } from './steps/replace-hosts.ts';

/** Why an app is changed, and by whom: an administrator's id, or `command:NAME`. */
type By = { reason: string; by: string };
/** Short names of groups; `everyone` stands for all people. None: no one may open it. */
type Access = readonly string[] | 'everyone';

type NewApp = {
  id: string;
  name: string;
  kind: ClientKind;
  redirectUris: readonly string[];
  access: Access;
  demands: App['demands'];
  pkce: 'required' | 'optional';
  /** Null, or left out: as old as the session. */
  maxSignInAgeMs?: number | null;
  /** The ready-made settings that its page shows. */
  preset?: PresetName | null;
} & Partial<AppAddresses & AppGuarding>;

/** Registers an app. Returns its id, and its secret where it keeps one: shown this once, and stored as a hash only. */
export async function addApp(
  context: Context,
  { reason, by }: By,
  typed: NewApp,
): Promise<Result<{ id: string; secret: string | null }>> {
  const [id, name] = [parseAppId(typed.id), parseAppName(typed.name)];
  if (!id.ok) return id;
  if (!name.ok) return name;
  const redirectUris = parseRedirectUris(typed.kind, typed.redirectUris);
  if (!redirectUris.ok) return redirectUris;
  const addresses = parseAppAddresses(typed.kind, typed);
  if (!addresses.ok) return addresses;
  const { description, launchUrl, onHome, ...endings } = addresses.value;
  const guarding = parseAppGuarding(typed.kind, typed, context.settings);
  if (!guarding.ok) return guarding;
  const { hosts, ...guarded } = guarding.value;
  const groups = await findGroups(context, typed.access);
  if (!groups.ok) return groups;
  if ((await listClients(context.db)).length >= limits.appsInAll) return refuse('apps-full');
  const secret = typed.kind === 'confidential' ? generateToken() : null;
  const app = {
    id: id.value,
    name: name.value,
    openTo: typed.access === 'everyone' ? ('everyone' as const) : ('groups' as const),
    demands: typed.demands,
    maxSignInAgeMs: typed.maxSignInAgeMs ?? null,
    preset: typed.preset ?? null,
    createdAt: context.now,
    description,
    launchUrl: launchUrl ?? launchUrlAt(typed.kind, hosts, context.settings.origin),
    onHome,
    ...guarded,
  };
  return transactionOrRollback(context.db, function* (tx) {
    const [made] = yield* query(insertApp(tx, app));
    if (!made) return refuse('app-id-taken');
    yield* query(
      insertClient(tx, {
        appId: app.id,
        kind: typed.kind,
        secretHash: secret && hashToken(secret),
        oldSecretHash: null,
        oldSecretUntil: null,
        redirectUris: redirectUris.value,
        pkce: typed.kind === 'confidential' ? typed.pkce : 'required',
        ...endings,
      }),
    );
    const placed = yield* replaceHosts(tx, app.id, hosts);
    if (!placed.ok) return placed;
    yield* openTo(tx, app.id, groups.value);
    yield* recordEvent(context, tx, {
      kind: 'app-added',
      subject: app.id,
      details: { reason, app: app.name },
      actor: by,
    });
    yield* recordAccess(context, tx, app, { reason, by }, groups.value);
    return succeed({ id: app.id, secret });
  });
}

/** Opens an app to these groups and no others, or to everyone. What others hold of it is refused at its next use. */
export async function changeAccess(
  context: Context,
  { appId, reason, by }: By & { appId: string },
  access: Access,
): Promise<Result<null>> {
  const groups = await findGroups(context, access);
  if (!groups.ok) return groups;
  return transactionOrRollback(context.db, function* (tx) {
    const app = yield* lockAdded(tx, appId);
    if (!app.ok) return app;
    yield* query(updateOpenTo(tx, appId, access === 'everyone' ? 'everyone' : 'groups'));
    yield* query(deleteAppGroups(tx, appId));
    yield* openTo(tx, appId, groups.value);
    yield* recordAccess(context, tx, app.value, { reason, by }, groups.value);
    return succeed(null);
  });
}

/** Makes a new secret. The one before works for another day, so that the app can be changed without a gap. */
export async function renewSecret(
  context: Context,
  { appId, reason, by }: By & { appId: string },
): Promise<Result<{ secret: string; oldUntil: Date }>> {
  const found = await findClient(context.db, appId);
  if (!found) return refuse('app-unknown');
  if (found.client.kind !== 'confidential') return refuse('app-without-secret');
  const secret = generateToken();
  const oldUntil = addMs(context.now, limits.openidOldSecretLifeMs);
  return transactionOrRollback(context.db, function* (tx) {
    const locked = yield* lockAdded(tx, appId);
    if (!locked.ok) return locked;
    const app = locked.value;
    const change = {
      secretHash: hashToken(secret),
      oldSecretHash: found.client.secretHash,
      oldSecretUntil: oldUntil,
    };
    yield* query(updateSecret(tx, appId, change));
    const details = { reason, app: app.name };
    yield* recordEvent(context, tx, { kind: 'app-secret-made', subject: app.id, details, actor: by });
    return succeed({ secret, oldUntil });
  });
}

/** Removes an app, and everything that it was given. */
export async function removeApp(
  context: Context,
  { appId, reason, by }: By & { appId: string },
): Promise<Result<null>> {
  return transactionOrRollback(context.db, function* (tx) {
    const app = yield* lockAdded(tx, appId);
    if (!app.ok) return app;
    yield* query(deleteApp(tx, appId));
    const details = { reason, app: app.value.name };
    yield* recordEvent(context, tx, { kind: 'app-removed', subject: appId, details, actor: by });
    return succeed(null);
  });
}

/** Locks an app that may be changed here: one that APPS_FILE declares is changed there only. */
export function* lockAdded(tx: Db, appId: string) {
  const [app] = yield* query(lockApp(tx, appId));
  if (!app) return refuse('app-unknown');
  return app.source === 'file' ? refuse('app-of-file') : succeed(app);
}

async function findGroups({ db }: Context, access: Access): Promise<Result<Group[] | null>> {
  if (access === 'everyone') return succeed(null);
  const groups: Group[] = [];
  for (const name of new Set(access)) {
    const group = await findGroupByName(db, name);
    if (!group) return refuse('group-unknown');
    groups.push(group);
  }
  return succeed(groups);
}

function* openTo(tx: Db, appId: string, groups: readonly Group[] | null) {
  for (const { id } of groups ?? []) yield* query(insertAppGroup(tx, appId, id));
}

function* recordAccess(
  context: Context,
  tx: Db,
  app: Pick<App, 'id' | 'name'>,
  { reason, by }: By,
  groups: readonly Group[] | null,
) {
  const details = { reason, app: app.name, groups: groups?.map(({ name }) => name).join(', ') ?? null };
  yield* recordEvent(context, tx, { kind: 'app-access-changed', subject: app.id, details, actor: by });
}
