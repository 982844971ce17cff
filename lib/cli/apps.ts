import { listHostsOfApp } from '../../db/queries/app-hosts.ts';
import { findClient, listClients, listGroupsOfApp } from '../../db/queries/apps.ts';
import type { Db } from '../../db/store.ts';
import { addApp, changeAccess, removeApp, renewSecret } from '../flows/apps/change-app.ts';
import { type AppDetails, describeApp } from '../flows/apps/describe-apps.ts';
import { disableApp, editApp, enableApp } from '../flows/apps/edit-app.ts';
import { refuse } from '../result.ts';
import { parseReason } from '../rules/account/reason.ts';
import { parseSignInAge } from '../rules/apps/sign-in-age.ts';
import { wordsOf } from '../words/catalogue.ts';
import { commandApps as words } from '../words/en/command-apps.ts';
import { DEFAULT_LANGUAGE } from '../words/language.ts';
import { cardLines, type Found } from './app-card.ts';
import { type CommandContext, type CommandHandler, type Options, refused } from './command-context.ts';
import { confirm } from './confirm.ts';
import { UsageError } from './usage-error.ts';

/** app list: every app, and whom it is open to. */
export const printApps: CommandHandler = async ({ db, answerList }) => {
  const rows = await Promise.all((await listClients(db)).map((found) => describe(db, found)));
  const columns = ['id', 'name', 'kind', 'openTo', 'hosts', 'createdAt'];
  const cells = rows.map((row) => ({ ...row, hosts: row.hosts.join(' ') }));
  answerList({ apps: rows }, () => rows.map(words.listed), { columns, rows: cells });
  return 0;
};

/** app show APP: what the app asks for when it is set up, and what is wrong in its settings. */
export const printApp: CommandHandler = async (command) => {
  const { context } = command;
  const found = await findClient(command.db, command.args[0] ?? '');
  if (!found) return refused(command, refuse('app-unknown'));
  const about = await describe(command.db, found);
  const refusal = (await describeApp(context, found.app.id))?.refusal ?? null;
  const { redirectUris } = found.client;
  const { openPaths, remoteUser } = found.app;
  command.answer({ ...about, redirectUris, openPaths, remoteUser, refusal }, () => [
    `${about.name}, ${about.openTo}`,
    ...cardLines(context.settings.origin, found, about.hosts),
    ...(refusal ? [words.card.refused({ at: refusal.at.toISOString(), says: sayRefusal(refusal) })] : []),
  ]);
  return 0;
};

function sayRefusal({ kind, sent, nearest }: NonNullable<AppDetails['refusal']>): string {
  const { values, differs, 'redirect-uri': elsewhere } = wordsOf(DEFAULT_LANGUAGE).adminApps.refused;
  const says = kind === 'redirect-uri' ? elsewhere({ sent: sent ?? '' }).join('') : values[kind];
  return nearest ? `${says} ${differs[nearest.difference](nearest).join('')}` : says;
}

/** app add APP NAME */
export const addOne: CommandHandler = async (command) => {
  const { args, options, context, by } = command;
  const reason = parseReason(options.reason ?? '');
  if (!reason.ok) return refused(command, reason);
  const age = parseSignInAge(options.signInAge === 'none' ? '' : (options.signInAge ?? ''));
  if (!age.ok) return refused(command, age);
  const made = await addApp(
    context,
    { reason: reason.value, by },
    {
      id: args[0] ?? '',
      name: args[1] ?? '',
      kind: options.kind ?? 'confidential',
      redirectUris: split(options.redirect),
      access: accessOf(options),
      demands: options.withoutSecondFactor ? 'session' : 'second-factor',
      pkce: options.withoutPkce ? 'optional' : 'required',
      description: options.description ?? null,
      launchUrl: options.launch ?? null,
      postLogoutUris: split(options.signOut),
      backchannelUri: options.backChannel ?? null,
      endsWith: options.staysSignedIn ? 'app' : 'session',
      maxSignInAgeMs: age.value,
      hosts: split(options.host),
      openPaths: split(options.openPath),
      remoteUser: options.remoteUser ?? 'id',
    },
  );
  if (!made.ok) return refused(command, made);
  const { id, secret } = made.value;
  const found = await findClient(command.db, id);
  const hosts = (await listHostsOfApp(command.db, id)).map(({ host }) => host);
  command.answer({ done: true, app: id, secret }, () => [
    words.added({ id }),
    ...(found ? cardLines(context.settings.origin, found, hosts) : []),
    ...(secret ? [words.secret({ secret })] : []),
  ]);
  return 0;
};

/** app change APP */
export const changeOne: CommandHandler = async (command) => {
  const { args, options, context, by } = command;
  const reason = parseReason(options.reason ?? '');
  if (!reason.ok) return refused(command, reason);
  const { signInAge, secondFactor, name, pkce, home, endsWith } = options;
  const age = parseSignInAge(signInAge === 'none' ? '' : (signInAge ?? ''));
  if (!age.ok) return refused(command, age);
  const appId = args[0] ?? '';
  const done = await editApp(
    context,
    { appId, reason: reason.value, by },
    {
      ...(name !== undefined && { name }),
      ...(options.redirect !== undefined && { redirectUris: split(options.redirect) }),
      ...(secondFactor && { demands: secondFactor === 'required' ? 'second-factor' : 'session' }),
      ...(signInAge !== undefined && { maxSignInAgeMs: age.value }),
      ...(pkce && { pkce }),
      ...(options.description !== undefined && { description: unlessNone(options.description) }),
      ...(options.launch !== undefined && { launchUrl: unlessNone(options.launch) }),
      ...(home && { onHome: home }),
      ...(options.signOut !== undefined && { postLogoutUris: split(unlessNone(options.signOut)) }),
      ...(options.backChannel !== undefined && { backchannelUri: unlessNone(options.backChannel) }),
      ...(endsWith && { endsWith }),
      ...(options.host !== undefined && { hosts: split(unlessNone(options.host)) }),
      ...(options.openPath !== undefined && { openPaths: split(unlessNone(options.openPath)) }),
      ...(options.remoteUser && { remoteUser: options.remoteUser }),
    },
  );
  if (!done.ok) return refused(command, done);
  command.answer({ done: true, app: appId, changes: done.value }, () => [words.changed({ id: appId })]);
  return 0;
};

/** app disable APP */
export const disableOne: CommandHandler = (command) => perform(command, disableApp, words.disabledOne);

/** app enable APP */
export const enableOne: CommandHandler = (command) => perform(command, enableApp, words.enabledOne);

async function perform(
  command: CommandContext,
  flow: typeof disableApp,
  say: (facts: { id: string }) => string,
): Promise<number> {
  const { args, options, context, by } = command;
  const reason = parseReason(options.reason ?? '');
  if (!reason.ok) return refused(command, reason);
  const appId = args[0] ?? '';
  const done = await flow(context, { appId, reason: reason.value, by });
  if (!done.ok) return refused(command, done);
  command.answer({ done: true, app: appId }, () => [say({ id: appId })]);
  return 0;
}

/** app access APP */
export const changeAccessOf: CommandHandler = async (command) => {
  const { args, options, context, by, db } = command;
  const reason = parseReason(options.reason ?? '');
  if (!reason.ok) return refused(command, reason);
  const appId = args[0] ?? '';
  const done = await changeAccess(context, { appId, reason: reason.value, by }, accessOf(options));
  if (!done.ok) return refused(command, done);
  const found = await findClient(db, appId);
  const openTo = found ? (await describe(db, found)).openTo : words.noOne;
  command.answer({ done: true, app: appId }, () => [words.accessChanged({ id: appId, openTo })]);
  return 0;
};

/** app secret APP */
export const renewSecretOf: CommandHandler = async (command) => {
  const { args, options, context, by } = command;
  const reason = parseReason(options.reason ?? '');
  if (!reason.ok) return refused(command, reason);
  const made = await renewSecret(context, { appId: args[0] ?? '', reason: reason.value, by });
  if (!made.ok) return refused(command, made);
  const { secret, oldUntil } = made.value;
  command.answer({ done: true, app: args[0], secret, oldUntil }, () => [
    words.secret({ secret }),
    words.oldSecret({ until: oldUntil.toISOString() }),
  ]);
  return 0;
};

/** app remove APP */
export const removeOne: CommandHandler = async (command) => {
  const { args, options, context, by, db, terminal } = command;
  const reason = parseReason(options.reason ?? '');
  if (!reason.ok) return refused(command, reason);
  const id = args[0] ?? '';
  if (!(await findClient(db, id))) return refused(command, refuse('app-unknown'));
  if (!(await confirm(terminal, options, words.question({ id })))) return 2;
  const done = await removeApp(context, { appId: id, reason: reason.value, by });
  if (!done.ok) return refused(command, done);
  command.answer({ done: true, app: id }, () => [words.removed({ id })]);
  return 0;
};

async function describe(db: Db, { app, client }: Found) {
  const groups = (await listGroupsOfApp(db, app.id)).map(({ name }) => name);
  const openTo = app.disabledAt
    ? words.disabled
    : app.openTo === 'everyone'
      ? words.everyone
      : groups.length > 0
        ? words.groups({ names: groups.join(', ') })
        : words.noOne;
  const hosts = (await listHostsOfApp(db, app.id)).map(({ host }) => host);
  const { id, name, demands, createdAt } = app;
  return { id, name, kind: client.kind, openTo, hosts, demands, createdAt };
}

function accessOf({ groups, everyone }: Options): string[] | 'everyone' {
  if (groups !== undefined && everyone) throw new UsageError(words.bothAccess);
  return everyone ? 'everyone' : split(groups);
}

/** `none` takes back what an option has set. */
function unlessNone(typed: string): string {
  return typed === 'none' ? '' : typed;
}

function split(list: string | undefined): string[] {
  return (list ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
}
