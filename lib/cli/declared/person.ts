import { roles } from '../../rules/account/role.ts';
import { commandHelp as help } from '../../words/en/command-help.ts';
import type { CommandHandler } from '../command-context.ts';
import type { ArgumentDeclaration, Declaration, OptionDeclaration } from '../declaration.ts';
import { reason, yes } from '../option-values.ts';

const email: ArgumentDeclaration = { name: 'email', about: help.args.email };
/** One person, or several: then all of them, or nobody. */
const people: ArgumentDeclaration = { name: 'email', about: help.args.emails, isList: true };
const acts = () => import('../admin-commands.ts');

/** Declares what is done to one account: it takes a reason, and the person is told. */
function act(
  name: string,
  { about, example }: { about: string; example: string },
  load: () => Promise<CommandHandler>,
  { args = [email], options = [] }: { args?: ArgumentDeclaration[]; options?: OptionDeclaration[] } = {},
): Declaration {
  const work = { opens: 'database', mails: true, load } as const;
  return { name: `user ${name}`, group: 'person', about, example, args, options: [reason, ...options], work };
}

/** The commands that act on one person. */
export const personCommands: readonly Declaration[] = [
  {
    name: 'user invite',
    group: 'person',
    about: help.userInvite.about,
    example: help.userInvite.example,
    args: [{ name: 'email', about: help.args.newcomer, isOptional: true }],
    options: [{ flags: '--from <file>', about: help.userInvite.from }],
    work: { opens: 'database', mails: true, load: async () => (await import('../new-people.ts')).inviteUser },
  },
  {
    name: 'user add',
    group: 'person',
    about: help.userAdd.about,
    example: help.userAdd.example,
    args: [
      { name: 'email', about: help.args.email },
      { name: 'name', about: help.args.name },
    ],
    work: { opens: 'database', mails: true, load: async () => (await import('../new-people.ts')).addOne },
  },
  act('rename', help.userRename, async () => (await acts()).renameOf, {
    args: [email, { name: 'name', about: help.args.name }],
  }),
  act('email', help.userEmail, async () => (await acts()).changeEmailOf, {
    args: [email, { name: 'new', about: help.args.newEmail }],
    options: [{ flags: '--without-confirmation', about: help.userEmail.withoutConfirmation }, yes],
  }),
  act('reset-2fa', help.userResetSecondFactor, async () => (await acts()).resetSecondFactor, { options: [yes] }),
  act('bypass-code', help.userBypassCode, async () => (await acts()).bypassCode),
  act('reset-password', help.userResetPassword, async () => (await acts()).resetPasswordOf),
  act('undo-email', help.userUndoEmail, async () => (await acts()).undoEmailOf, {
    options: [{ flags: '--to <former>', about: help.userUndoEmail.to }, yes],
  }),
  act('keep-email', help.userKeepEmail, async () => (await acts()).keepEmailOf),
  act('remind', help.userRemind, async () => (await acts()).remindUser, { args: [people] }),
  act('sign-out', help.userSignOut, async () => (await acts()).signOutUser, { args: [people] }),
  act('end-session', help.userEndSession, async () => (await acts()).endSessionOf, {
    args: [email, { name: 'session', about: help.args.session }],
  }),
  act('disable', help.userDisable, async () => (await acts()).disableUser, { args: [people], options: [yes] }),
  act('delete', help.userDelete, async () => (await acts()).deleteUserLater, { args: [people], options: [yes] }),
  act('enable', help.userEnable, async () => (await acts()).enableUser),
  act('role', help.userRole, async () => (await acts()).roleOfUser, {
    args: [email, { name: 'role', about: help.args.role, values: roles }],
  }),
];
