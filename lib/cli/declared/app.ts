import { clientKinds } from '../../rules/apps/client-kind.ts';
import { commandHelp as help } from '../../words/en/command-help.ts';
import type { ArgumentDeclaration, Declaration, OptionDeclaration } from '../declaration.ts';
import { choiceOption, csvOption, reason, yes } from '../option-values.ts';

const app: ArgumentDeclaration = { name: 'app', about: help.args.app };
const access: OptionDeclaration[] = [
  { flags: '--groups <names>', about: help.appAdd.groups },
  { flags: '--everyone', about: help.appAdd.everyone },
];
const apps = () => import('../apps.ts');

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
    ],
    work: { opens: 'database', load: async () => (await apps()).addOne },
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
    name: 'app remove',
    group: 'app',
    about: help.appRemove.about,
    example: help.appRemove.example,
    args: [app],
    options: [reason, yes],
    work: { opens: 'database', load: async () => (await apps()).removeOne },
  },
];
