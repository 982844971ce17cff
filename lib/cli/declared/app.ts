import { clientKinds } from '../../rules/apps/client-kind.ts';
import { commandHelp as help } from '../../words/en/command-help.ts';
import type { ArgumentDeclaration, Declaration, OptionDeclaration } from '../declaration.ts';
import { choiceOption, csvOption, reason, yes } from '../option-values.ts';

const app: ArgumentDeclaration = { name: 'app', about: help.args.app };
const access: OptionDeclaration[] = [
  { flags: '--groups <names>', about: help.appAdd.groups },
  { flags: '--everyone', about: help.appAdd.everyone },
];
const signInAge: OptionDeclaration = { flags: '--sign-in-age <minutes>', about: help.appAdd.signInAge };
const remoteUser = choiceOption('--remote-user', help.appAdd.remoteUser, ['id', 'email']);
const either = ['required', 'optional'] as const;
const apps = () => import('../apps.ts');
const file = () => import('../apps-file.ts');

/** The commands about apps that people sign in to. */
export const appCommands: readonly Declaration[] = [
  {
    name: 'app list',
    group: 'app',
    about: help.appList.about,
    example: help.appList.example,
    options: [csvOption],
    work: { opens: 'database', readsOnly: true, load: async () => (await apps()).printApps },
  },
  {
    name: 'app show',
    group: 'app',
    about: help.appShow.about,
    example: help.appShow.example,
    args: [app],
    work: { opens: 'database', readsOnly: true, load: async () => (await apps()).printApp },
  },
  {
    name: 'app add',
    group: 'app',
    about: help.appAdd.about,
    example: help.appAdd.example,
    args: [app, { name: 'name', about: help.args.appName }],
    options: [
      reason,
      choiceOption('--kind', help.appAdd.kind, clientKinds),
      { flags: '--redirect <urls>', about: help.appAdd.redirect },
      ...access,
      { flags: '--without-second-factor', about: help.appAdd.withoutSecondFactor },
      { flags: '--without-pkce', about: help.appAdd.withoutPkce },
      { flags: '--launch <url>', about: help.appAdd.launch },
      { flags: '--description <text>', about: help.appAdd.description },
      { flags: '--sign-out <urls>', about: help.appAdd.signOut },
      { flags: '--back-channel <url>', about: help.appAdd.backChannel },
      { flags: '--stays-signed-in', about: help.appAdd.staysSignedIn },
      signInAge,
      { flags: '--host <hosts>', about: help.appAdd.host },
      { flags: '--open-path <paths>', about: help.appAdd.openPath },
      remoteUser,
    ],
    work: { opens: 'database', load: async () => (await apps()).addOne },
  },
  {
    name: 'app change',
    group: 'app',
    about: help.appChange.about,
    example: help.appChange.example,
    args: [app],
    options: [
      reason,
      { flags: '--name <text>', about: help.appChange.name },
      { flags: '--redirect <urls>', about: help.appAdd.redirect },
      choiceOption('--second-factor', help.appChange.secondFactor, either),
      choiceOption('--pkce', help.appChange.pkce, either),
      signInAge,
      { flags: '--description <text>', about: help.appChange.description },
      { flags: '--launch <url>', about: help.appChange.launch },
      choiceOption('--home', help.appChange.home, ['shown', 'hidden']),
      { flags: '--sign-out <urls>', about: help.appChange.signOut },
      { flags: '--back-channel <url>', about: help.appChange.backChannel },
      choiceOption('--ends-with', help.appChange.endsWith, ['session', 'app']),
      { flags: '--host <hosts>', about: help.appChange.host },
      { flags: '--open-path <paths>', about: help.appChange.openPath },
      remoteUser,
    ],
    elsewhere: { options: ['--groups', '--everyone'], example: help.appAccess.example },
    work: { opens: 'database', load: async () => (await apps()).changeOne },
  },
  {
    name: 'app access',
    group: 'app',
    about: help.appAccess.about,
    example: help.appAccess.example,
    args: [app],
    options: [reason, ...access],
    work: { opens: 'database', load: async () => (await apps()).changeAccessOf },
  },
  {
    name: 'app secret',
    group: 'app',
    about: help.appSecret.about,
    example: help.appSecret.example,
    args: [app],
    options: [reason],
    work: { opens: 'database', load: async () => (await apps()).renewSecretOf },
  },
  {
    name: 'app hash',
    group: 'app',
    about: help.appHash.about,
    example: help.appHash.example,
    work: { opens: 'nothing', load: async () => (await file()).printHash },
  },
  {
    name: 'app sync',
    group: 'app',
    about: help.appSync.about,
    example: help.appSync.example,
    work: { opens: 'database', load: async () => (await file()).applyFile },
  },
  {
    name: 'app disable',
    group: 'app',
    about: help.appDisable.about,
    example: help.appDisable.example,
    args: [app],
    options: [reason],
    work: { opens: 'database', load: async () => (await apps()).disableOne },
  },
  {
    name: 'app enable',
    group: 'app',
    about: help.appEnable.about,
    example: help.appEnable.example,
    args: [app],
    options: [reason],
    work: { opens: 'database', load: async () => (await apps()).enableOne },
  },
  {
    name: 'app remove',
    group: 'app',
    about: help.appRemove.about,
    example: help.appRemove.example,
    args: [app],
    options: [reason, yes],
    work: { opens: 'database', load: async () => (await apps()).removeOne },
  },
];
