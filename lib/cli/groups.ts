import { countMembers, findGroupByName, type Group, listGroups, listMembers } from '../../db/queries/groups.ts';
import type { User } from '../../db/queries/users.ts';
import { type AdminAction, findUserByTypedEmail } from '../flows/admin/admin-flow.ts';
import { createGroup, deleteGroup, renameGroup } from '../flows/admin/change-group.ts';
import { addMember, removeMember } from '../flows/admin/change-membership.ts';
import type { Context } from '../flows/context.ts';
import { type Result, refuse } from '../result.ts';
import { parseReason } from '../rules/account/reason.ts';
import { commandGroups as words } from '../words/en/command-groups.ts';
import { type CommandContext, type CommandHandler, refused } from './command-context.ts';
import { confirm } from './confirm.ts';

/** group list: every group, and how many people are in it. */
export const printGroups: CommandHandler = async ({ db, answerList }) => {
  const groups = await listGroups(db);
  const columns = ['name', 'title', 'members', 'createdAt'];
  answerList({ groups }, () => groups.map(words.listed), { columns, rows: groups });
  return 0;
};

/** group members GROUP: who is in it. */
export const printMembers: CommandHandler = async (command) => {
  const group = await findGroupByName(command.db, command.args[0] ?? '');
  if (!group) return refused(command, refuse('group-unknown'));
  const members = await listMembers(command.db, group.id, { limit: command.options.most ?? 100 });
  const [all] = await countMembers(command.db, group.id);
  const total = all?.count ?? 0;
  const lines = () => [
    ...members.map(({ email, name, disabledAt }) => [email, name, ...(disabledAt ? [words.disabled] : [])].join('\t')),
    words.counted({ shown: members.length, total }),
  ];
  command.answerList({ group: group.name, total, members }, lines, {
    columns: ['email', 'name', 'addedAt', 'disabledAt'],
    rows: members,
  });
  return 0;
};

/** group create GROUP TITLE */
export const createOne: CommandHandler = async (command) => {
  const reason = parseReason(command.options.reason ?? '');
  if (!reason.ok) return refused(command, reason);
  const [name = '', title = ''] = command.args;
  const made = await createGroup(command.context, { reason: reason.value, by: command.by }, { name, title });
  if (!made.ok) return refused(command, made);
  command.answer({ done: true, group: made.value.name }, () => [words.created({ name: made.value.name })]);
  return 0;
};

type GroupAct = { groupId: string; reason: string; by: string };

/** Returns a command about one group that exists: reason, group, question, act. */
function groupCommand<T>(
  perform: (command: CommandContext, act: GroupAct) => Promise<Result<T>>,
  { message, question }: { message: (value: T, group: Group) => string; question?: (group: Group) => string },
): CommandHandler {
  return async (command) => {
    const reason = parseReason(command.options.reason ?? '');
    if (!reason.ok) return refused(command, reason);
    const group = await findGroupByName(command.db, command.args[0] ?? '');
    if (!group) return refused(command, refuse('group-unknown'));
    if (question && !(await confirm(command.terminal, command.options, question(group)))) return 2;
    const done = await perform(command, { groupId: group.id, reason: reason.value, by: command.by });
    if (!done.ok) return refused(command, done);
    command.answer({ done: true, group: group.name, value: done.value }, () => [message(done.value, group)]);
    return 0;
  };
}

/** group rename GROUP TITLE */
export const renameOne = groupCommand(({ context, args }, act) => renameGroup(context, act, args[1] ?? ''), {
  message: (title, { name }) => words.renamed({ name, title }),
});

/** group delete GROUP */
export const deleteOne = groupCommand(({ context }, act) => deleteGroup(context, act), {
  question: ({ name }) => words.question({ name }),
  message: (count, { name }) => words.deleted({ name, count }),
});

type ChangeMembership = (context: Context, act: AdminAction & { groupId: string }) => Promise<Result<null>>;

/**
 * Returns a command that changes who is in a group. All addresses are looked up first: one that has no account, and
 * nothing is changed. Those who are as they should be already don't count.
 */
function membersCommand(
  change: ChangeMembership,
  isDone: 'member-already' | 'member-unknown',
  message: (value: { name: string; count: number }) => string,
): CommandHandler {
  return async (command) => {
    const emails = command.args.slice(1);
    const users = await Promise.all(emails.map((email) => findUserByTypedEmail(command.context, email)));
    const unknown = emails.filter((_email, index) => !users[index]);
    if (unknown.length > 0) {
      command.terminal.err.write(`${words.noSuchPerson({ emails: unknown.join(', ') })}\n`);
      return 1;
    }
    const changeAll = async ({ context }: CommandContext, act: GroupAct): Promise<Result<number>> => {
      let count = 0;
      for (const { id: userId } of users as User[]) {
        const changed = await change(context, { ...act, userId });
        if (changed.ok) count += 1;
        else if (changed.code !== isDone) return changed;
      }
      return { ok: true, value: count };
    };
    return groupCommand(changeAll, { message: (count, { name }) => message({ name, count }) })(command);
  };
}

/** group add GROUP EMAIL… */
export const addPeople = membersCommand(addMember, 'member-already', words.added);
/** group remove GROUP EMAIL… */
export const removePeople = membersCommand(removeMember, 'member-unknown', words.removed);
