import { limits } from '../config/limits.ts';
import { actOnMany, describeSelection } from '../flows/admin/act-on-many.ts';
import { findUserByTypedEmail } from '../flows/admin/admin-flow.ts';
import { refuse } from '../result.ts';
import type { BulkAct } from '../rules/account/bulk-act.ts';
import { parseReason } from '../rules/account/reason.ts';
import { commandActs as words } from '../words/en/command-acts.ts';
import { commandGroups } from '../words/en/command-groups.ts';
import { type CommandHandler, refused } from './command-context.ts';
import { confirm } from './confirm.ts';

/**
 * Returns a command that acts on one person, and on all or none of several. All addresses are looked up first: one that
 * has no account, and nothing is done. Those who are so already are named and left out.
 */
export function oneOrMany(act: BulkAct, one: CommandHandler): CommandHandler {
  return async (command) => {
    if (command.args.length < 2) return one(command);
    const { context, args, options, terminal, by } = command;
    const reason = parseReason(options.reason ?? '');
    const users = await Promise.all(args.map((email) => findUserByTypedEmail(context, email)));
    const unknown = args.filter((_email, index) => !users[index]);
    if (unknown.length > 0) {
      terminal.err.write(`${commandGroups.noSuchPerson({ emails: unknown.join(', ') })}\n`);
      return 1;
    }
    if (!reason.ok) return refused(command, reason);
    const ids = [...new Set(users.flatMap((user) => (user ? [user.id] : [])))];
    if (ids.length > limits.peopleAtOnce) return refused(command, refuse('people-many', { count: ids.length }));
    const { affected, leftOut } = await describeSelection(context, act, ids, by);
    const emails = affected.map(({ email }) => email).join(', ');
    const skipped = leftOut.map(({ email }) => email);
    if (affected.length === 0) return refused(command, refuse('already-so'));
    if (act === 'disable' || act === 'delete') {
      if (!(await confirm(terminal, options, words.many[act].question({ emails })))) return 2;
    }
    const done = await actOnMany(context, act, affected, { reason: reason.value, by });
    if (!done.ok) return refused(command, done);
    command.answer({ done: true, emails: affected.map(({ email }) => email), skipped }, () => [
      words.many[act].done({ count: done.value }),
      ...(skipped.length > 0 ? [words.many.skipped({ emails: skipped.join(', ') })] : []),
    ]);
    return 0;
  };
}
