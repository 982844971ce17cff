import { findConfirmedAuthenticator } from '../../db/queries/authenticators.ts';
import { limits, MINUTE_MS } from '../config/limits.ts';
import { changeRole, disableAccount, enableAccount, revokeAllSessions } from '../flows/admin/account-status.ts';
import { type AdminAction, findUserByTypedEmail } from '../flows/admin/admin-flow.ts';
import { generateBypassCode } from '../flows/admin/generate-bypass-code.ts';
import { invite } from '../flows/admin/invite.ts';
import { scheduleReset } from '../flows/admin/schedule-reset.ts';
import { sendResetLink } from '../flows/admin/send-reset-link.ts';
import { cancelUndoLink, formerAddresses, sendUndoLink } from '../flows/admin/send-undo-link.ts';
import { type Failure, type Result, refuse } from '../result.ts';
import { canonicalEmail } from '../rules/account/email-address.ts';
import { parseReason } from '../rules/account/reason.ts';
import { isRole } from '../rules/account/role.ts';
import { type CommandContext, type CommandHandler, refused } from './command-context.ts';
import { confirm } from './confirm.ts';
import { pluralize } from './pluralize.ts';
import { UsageError } from './usage-error.ts';

type AdminCommand<T> = {
  /** Why there is nothing to ask about: printed instead of the question. */
  obstacle?: (command: CommandContext, userId: string) => Promise<Failure | null>;
  /** Asked before it is done, with the email filled in. */
  question?: (email: string) => string;
  perform: (command: CommandContext, act: AdminAction) => Promise<Result<T>>;
  message: (value: T, email: string) => string;
};

/** Returns a command that performs an admin action on one account: email, reason, question, action. */
function adminCommand<T>({ obstacle, question, perform, message }: AdminCommand<T>): CommandHandler {
  return async (command) => {
    const reason = parseReason(command.options.reason ?? '');
    const user = await findUserByTypedEmail(command.context, command.args[0] ?? '');
    if (!user) return refused(command, refuse('person-unknown'));
    if (!reason.ok) return refused(command, reason);
    const refusal = await obstacle?.(command, user.id);
    if (refusal) return refused(command, refusal);
    if (question && !(await confirm(command.terminal, command.options, question(user.email)))) return 2;
    const done = await perform(command, { userId: user.id, reason: reason.value, by: command.by });
    if (!done.ok) return refused(command, done);
    command.answer({ done: true, email: user.email, value: done.value }, () => [message(done.value, user.email)]);
    return 0;
  };
}

export const resetSecondFactor = adminCommand({
  obstacle: async ({ db }, userId) =>
    (await findConfirmedAuthenticator(db, userId)) ? null : refuse('no-second-factor'),
  question: (email) => `This turns the second factor of ${email} off when its time has come.`,
  perform: ({ context }, act) => scheduleReset(context, act),
  message: (due, email) =>
    `${email} was told. The second factor goes at the first sign-in after ${due.toISOString()}, unless it is stopped.`,
});

export const bypassCode = adminCommand({
  perform: ({ context }, act) => generateBypassCode(context, act),
  message: (code, email) =>
    `${code}\nFor ${email}: works once, for ${limits.bypassCodeLifeMs / MINUTE_MS} minutes, in the field for one-time passwords. It is not shown again.`,
});

export const disableUser = adminCommand({
  question: (email) => `This signs ${email} out everywhere and lets them in no more.`,
  perform: ({ context }, act) => disableAccount(context, act),
  message: (_value, email) => `${email} is disabled. Nothing was deleted.`,
});

export const enableUser = adminCommand({
  perform: ({ context }, act) => enableAccount(context, act),
  message: (_value, email) => `${email} can sign in again.`,
});

export const signOutUser = adminCommand({
  perform: ({ context }, act) => revokeAllSessions(context, act),
  message: (count, email) => `${email}: ${pluralize(count, 'session', 'sessions')} ended.`,
});

export const resetPasswordOf = adminCommand({
  perform: ({ context }, act) => sendResetLink(context, act),
  message: (_value, email) => `A link for a new password is on its way to ${email}.`,
});

/** user undo-email EMAIL [--to FORMER]: the former email may be left out where there is only one. */
export const undoEmailOf: CommandHandler = async (command) => {
  const wanted = command.options.to && canonicalEmail(command.options.to);
  const user = await findUserByTypedEmail(command.context, command.args[0] ?? '');
  const former = user ? await formerAddresses(command.context, user.id) : [];
  const chosen = wanted ? former.find(({ fromEmail }) => fromEmail === wanted) : former[0];
  if (!wanted && former.length > 1) {
    const choice = former.map(({ fromEmail }) => fromEmail).join(', ');
    throw new UsageError(`Say which former address, with --to: ${choice}`);
  }
  return adminCommand({
    question: (email) => `This lets ${chosen?.fromEmail ?? 'nobody'} take the account of ${email} back.`,
    obstacle: async () => (chosen ? null : refuse('no-former-address')),
    perform: ({ context }, act) => sendUndoLink(context, { ...act, changeId: chosen?.id ?? '' }),
    message: (from, email) =>
      `${email} and ${chosen?.fromEmail} were told. The link works from ${from.toISOString()} on, for seven days.`,
  })(command);
};

export const keepEmailOf = adminCommand({
  perform: ({ context }, act) => cancelUndoLink(context, act),
  message: (_value, email) => `${email} stays the address of the account.`,
});

/** user role EMAIL admin|person: the only way to make an administrator. */
export const roleOfUser: CommandHandler = async (command) => {
  const role = command.args[1];
  if (!isRole(role)) throw new UsageError('The role is admin or person: user role EMAIL admin.');
  return adminCommand({
    perform: ({ context }, act) => changeRole(context, act, role),
    message: (ended, email) =>
      `${email} is ${role === 'admin' ? 'now an administrator' : 'no longer an administrator'}. ${pluralize(ended, 'session', 'sessions')} ended.`,
  })(command);
};

/** user invite EMAIL: a link with which this email can make an account. */
export const inviteUser: CommandHandler = async (command) => {
  if (command.context.settings.signup === 'closed') return refused(command, refuse('signup-closed'));
  const invited = await invite(command.context, command.args[0] ?? '', command.by);
  if (!invited.ok) return refused(command, invited);
  command.answer({ done: true, email: invited.value }, () => [`An invitation is on its way to ${invited.value}.`]);
  return 0;
};
