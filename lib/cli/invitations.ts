import { type Invitation, listedInvitations } from '../flows/admin/describe-invitations.ts';
import { resendInvitation } from '../flows/admin/resend-invitation.ts';
import { withdrawInvitation } from '../flows/admin/withdraw-invitation.ts';
import type { Context } from '../flows/context.ts';
import type { Result } from '../result.ts';
import { canonicalEmail } from '../rules/account/email-address.ts';
import { commandInvitations as words } from '../words/en/command-invitations.ts';
import { type CommandHandler, refused } from './command-context.ts';

/** invitation list: those that no one has answered, the newest first. */
export const printInvitations: CommandHandler = async ({ context, options, answerList }) => {
  const invitations = await listedInvitations(context, { limit: options.most ?? 100, offset: 0 });
  const line = ({ email, isExpired, expiresAt }: Invitation) =>
    words.listed({ email, isExpired, until: expiresAt.toISOString() });
  answerList({ invitations }, () => invitations.map(line), {
    columns: ['email', 'createdAt', 'expiresAt', 'isExpired'],
    rows: invitations,
  });
  return 0;
};

/** Returns a command that does something to the invitation of one email. */
function invitationCommand(
  perform: (context: Context, email: string, by: string) => Promise<Result<string>>,
  message: (about: { email: string }) => string,
): CommandHandler {
  return async (command) => {
    const { args, by, context, answer } = command;
    const done = await perform(context, canonicalEmail(args[0] ?? '') ?? '', by);
    if (!done.ok) return refused(command, done);
    answer({ done: true, email: done.value }, () => [message({ email: done.value })]);
    return 0;
  };
}

/** invitation resend EMAIL: earlier links end. */
export const resendOne = invitationCommand(resendInvitation, words.resent);
/** invitation withdraw EMAIL: its link opens nothing any more. */
export const withdrawOne = invitationCommand(withdrawInvitation, words.withdrawn);
