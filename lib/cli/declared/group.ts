import { commandHelp as help } from '../../words/en/command-help.ts';
import type { CommandHandler } from '../command-context.ts';
import type { ArgumentDeclaration, Declaration, OptionDeclaration } from '../declaration.ts';
import { countOption, csvOption, reason, yes } from '../option-values.ts';

const group: ArgumentDeclaration = { name: 'group', about: help.args.group };
const title: ArgumentDeclaration = { name: 'title', about: help.args.title };
const emails: ArgumentDeclaration = { name: 'email', about: help.args.members, isList: true };
const groups = () => import('../groups.ts');

type Loaded = Awaited<ReturnType<typeof groups>>;
type Told = { about: string; example: string };

/** Declares what changes a group: it takes a reason. */
function change(
  name: string,
  { about, example }: Told,
  handler: (loaded: Loaded) => CommandHandler,
  { args, options = [] }: { args: ArgumentDeclaration[]; options?: OptionDeclaration[] },
): Declaration {
  const load = async () => handler(await groups());
  const work = { opens: 'database', load } as const;
  return { name: `group ${name}`, group: 'group', about, example, args, options: [reason, ...options], work };
}

/** The commands about groups of people. */
export const groupCommands: readonly Declaration[] = [
  {
    name: 'group list',
    group: 'group',
    about: help.groupList.about,
    example: help.groupList.example,
    options: [csvOption],
    work: { opens: 'database', readsOnly: true, load: async () => (await groups()).printGroups },
  },
  {
    name: 'group members',
    group: 'group',
    about: help.groupMembers.about,
    example: help.groupMembers.example,
    args: [group],
    options: [countOption('--most', help.groupMembers.most), csvOption],
    work: { opens: 'database', readsOnly: true, load: async () => (await groups()).printMembers },
  },
  change('create', help.groupCreate, (loaded) => loaded.createOne, { args: [group, title] }),
  change('rename', help.groupRename, (loaded) => loaded.renameOne, { args: [group, title] }),
  change('add', help.groupAdd, (loaded) => loaded.addPeople, { args: [group, emails] }),
  change('remove', help.groupRemove, (loaded) => loaded.removePeople, { args: [group, emails] }),
  change('delete', help.groupDelete, (loaded) => loaded.deleteOne, { args: [group], options: [yes] }),
];
