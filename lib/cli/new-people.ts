import { readFileSync, statSync } from 'node:fs';
import { addUser } from '../flows/admin/add-user.ts';
import { invite } from '../flows/admin/invite.ts';
import { inviteMany } from '../flows/admin/invite-many.ts';
import { refuse } from '../result.ts';
import { readEmailList } from '../rules/account/email-list.ts';
import { commandActs as words } from '../words/en/command-acts.ts';
import { type CommandContext, type CommandHandler, refused } from './command-context.ts';
import { hearSignals, stoppable } from './interruption.ts';
import { startProgress } from './progress.ts';
import { UsageError } from './usage-error.ts';

const SHOWN_FAULTS = 50;

/** user add EMAIL NAME: makes an account, and mails a link to choose its password. */
export const addOne: CommandHandler = async (command) => {
  const [email = '', name = ''] = command.args;
  const added = await addUser(command.context, { email, name }, command.by);
  if (!added.ok) return refused(command, added);
  command.answer({ done: true, email: added.value }, () => [words.added({ email: added.value })]);
  return 0;
};

/** user invite EMAIL, or --from FILE: a link with which this email, and no other, can make an account. */
export const inviteUser: CommandHandler = async (command) => {
  const { context, args, options, by, answer } = command;
  const [email] = args;
  if ((email === undefined) === (options.from === undefined)) throw new UsageError(words.inviteMany.emailOrFile);
  if (context.settings.signup === 'closed') return refused(command, refuse('signup-closed'));
  if (options.from !== undefined) return inviteList(command, options.from);
  const invited = await invite(context, email ?? '', by);
  if (!invited.ok) return refused(command, invited);
  answer({ done: true, email: invited.value }, () => [words.invited({ email: invited.value })]);
  return 0;
};

/** Every line is read first: one that holds no email, and nobody is invited. */
async function inviteList({ context, terminal, by, answer }: CommandContext, file: string): Promise<number> {
  const { emails, faults } = readEmailList(textOf(file));
  if (faults.length > 0) {
    const lines = faults.slice(0, SHOWN_FAULTS).map(words.inviteMany.noEmail);
    if (faults.length > lines.length) lines.push(words.inviteMany.moreFaults({ count: faults.length - lines.length }));
    terminal.err.write(`${lines.join('\n')}\n${words.inviteMany.broken({ count: faults.length })}\n`);
    return 1;
  }
  const progress = startProgress(terminal, { label: words.inviteMany.inviting, total: emails.length });
  const { done, isStopped } = await stoppable(async (isStopped) => {
    const invitedMany = await inviteMany(context, emails, by, {
      onSeen: async (seen) => {
        progress.at(seen);
        await hearSignals();
        return !isStopped();
      },
    });
    return { done: invitedMany, isStopped: isStopped() };
  }).finally(progress.end);
  const { invited, alreadyThere, reserved } = done;
  answer(done, () => [
    words.inviteMany.invited({ count: invited.length }),
    ...(alreadyThere.length > 0 ? [words.inviteMany.alreadyThere({ count: alreadyThere.length })] : []),
    ...(reserved.length > 0 ? [words.inviteMany.reserved({ emails: reserved.join(', ') })] : []),
  ]);
  if (!isStopped) return 0;
  const count = invited.length + alreadyThere.length + reserved.length;
  terminal.err.write(`${words.inviteMany.stopped({ count, of: emails.length })}\n`);
  return 1;
}

function textOf(file: string): string {
  try {
    // A pipe could be waited for without end.
    if (!statSync(file).isFile()) throw new Error('no file');
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch {
    throw new Error(words.inviteMany.noFile({ file }));
  }
}
