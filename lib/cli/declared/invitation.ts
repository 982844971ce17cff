import { commandHelp as help } from '../../words/en/command-help.ts';
import type { ArgumentDeclaration, Declaration } from '../declaration.ts';
import { countOption, csvOption } from '../option-values.ts';

const invited: ArgumentDeclaration = { name: 'email', about: help.args.invited };
const invitations = () => import('../invitations.ts');

/** The commands about invitations that no one has answered. `user invite` sends them. */
export const invitationCommands: readonly Declaration[] = [
  {
    name: 'invitation list',
    group: 'person',
    ...help.invitationList,
    options: [countOption('--most', help.invitationMost), csvOption],
    work: { opens: 'database', readsOnly: true, load: async () => (await invitations()).printInvitations },
  },
  {
    name: 'invitation resend',
    group: 'person',
    ...help.invitationResend,
    args: [invited],
    work: { opens: 'database', mails: true, load: async () => (await invitations()).resendOne },
  },
  {
    name: 'invitation withdraw',
    group: 'person',
    ...help.invitationWithdraw,
    args: [invited],
    work: { opens: 'database', load: async () => (await invitations()).withdrawOne },
  },
];
