import { commandHelp as help } from '../../words/en/command-help.ts';
import type { Declaration } from '../declaration.ts';
import { appCommands } from './app.ts';
import { groupCommands } from './group.ts';
import { invitationCommands } from './invitation.ts';
import { keepCommands } from './keep.ts';
import { lookCommands } from './look.ts';
import { personCommands } from './person.ts';
import { policyCommands } from './policy.ts';

/** The shells that completion writes a script for. */
const shells = ['bash', 'zsh', 'fish'] as const;

const shellCommands: readonly Declaration[] = [
  {
    name: 'completion',
    group: 'shell',
    about: help.completion.about,
    example: help.completion.example,
    args: [{ name: 'shell', about: help.args.shell, values: shells }],
    work: {
      opens: 'nothing',
      load: async () => (await import('../completion.ts')).printCompletion(commands),
    },
  },
  {
    name: 'version',
    group: 'shell',
    about: help.version.about,
    example: help.version.example,
    work: { opens: 'nothing', load: async () => (await import('../version.ts')).printVersion },
  },
];

/** Every command of `npm run admin`. */
export const commands: readonly Declaration[] = [
  ...lookCommands,
  ...personCommands,
  ...invitationCommands,
  ...policyCommands,
  ...groupCommands,
  ...appCommands,
  ...keepCommands,
  ...shellCommands,
];
