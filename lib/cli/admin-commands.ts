import { changeRole, disableAccount, enableAccount, revokeAllSessions } from '../flows/admin/account-status.ts';
import { type AdminAction, findUserByTypedEmail } from '../flows/admin/admin-flow.ts';
import { endSession } from '../flows/admin/end-session.ts';
import { generateBypassCode } from '../flows/admin/generate-bypass-code.ts';
import { remindTwoFactor } from '../flows/admin/remind-two-factor.ts';
import { renameUser } from '../flows/admin/rename-user.ts';
import { scheduleDeletion } from '../flows/admin/schedule-deletion.ts';
import { cancelEmailChange, scheduleEmailChange } from '../flows/admin/schedule-email-change.ts';
import { scheduleReset } from '../flows/admin/schedule-reset.ts';
import { sendEmailChange } from '../flows/admin/send-email-change.ts';
import { sendResetLink } from '../flows/admin/send-reset-link.ts';
import { cancelUndoLink, formerAddresses, sendUndoLink } from '../flows/admin/send-undo-link.ts';
import { findTwoFactorSince } from '../flows/two-factor/steps/two-factor-since.ts';
import { type Failure, type Result, refuse } from '../result.ts';
import { canonicalEmail } from '../rules/account/email-address.ts';
import { parseReason } from '../rules/account/reason.ts';
import { isRole } from '../rules/account/role.ts';
import { commandActs as words } from '../words/en/command-acts.ts';
import { type CommandContext, type CommandHandler, refused } from './command-context.ts';
import { confirm } from './confirm.ts';
import { oneOrMany } from './many-people.ts';
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
  obstacle: async ({ db }, userId) => ((await findTwoFactorSince(db, userId)) ? null : refuse('no-second-factor')),
  question: (email) => words.resetSecondFactor.question({ email }),
  perform: ({ context }, act) => scheduleReset(context, act),
  message: (due, email) => words.resetSecondFactor.done({ email, due: due.toISOString() }),
});

export const bypassCode = adminCommand({
  perform: ({ context }, act) => generateBypassCode(context, act),
  message: (code, email) => `${code}\n${words.bypassCode({ email })}`,
});

/** user disable EMAIL… */
export const disableUser = oneOrMany(
  'disable',
  adminCommand({
    question: (email) => words.disable.question({ email }),
    perform: ({ context }, act) => disableAccount(context, act),
    message: (_value, email) => words.disable.done({ email }),
  }),
);

/** user delete EMAIL…: disabled at once, gone after seven days. */
export const deleteUserLater = oneOrMany(
  'delete',
  adminCommand({
    question: (email) => words.delete.question({ email }),
    perform: ({ context }, act) => scheduleDeletion(context, act),
    message: (due, email) => words.delete.done({ email, due: due.toISOString() }),
  }),
);

export const enableUser = adminCommand({
  perform: ({ context }, act) => enableAccount(context, act),
  message: (_value, email) => words.enabled({ email }),
});

/** user remind EMAIL…: a mail with the way to two-factor, to those who have none. */
export const remindUser = oneOrMany(
  'remind',
  adminCommand({
    perform: ({ context }, act) => remindTwoFactor(context, act),
    message: (_value, email) => words.reminded({ email }),
  }),
);

/** user sign-out EMAIL… */
export const signOutUser = oneOrMany(
  'sign-out',
  adminCommand({
    perform: ({ context }, act) => revokeAllSessions(context, act),
    message: (count, email) => words.signedOut({ email, count }),
  }),
);

export const resetPasswordOf = adminCommand({
  perform: ({ context }, act) => sendResetLink(context, act),
  message: (_value, email) => words.resetLinkSent({ email }),
});

/** user undo-email EMAIL [--to FORMER]: the former email may be left out where there is only one. */
export const undoEmailOf: CommandHandler = async (command) => {
  const wanted = command.options.to && canonicalEmail(command.options.to);
  const user = await findUserByTypedEmail(command.context, command.args[0] ?? '');
  const former = user ? await formerAddresses(command.context, user.id) : [];
  const chosen = wanted ? former.find(({ fromEmail }) => fromEmail === wanted) : former[0];
  if (!wanted && former.length > 1) {
    const choice = former.map(({ fromEmail }) => fromEmail).join(', ');
    throw new UsageError(words.undoEmail.which({ choice }));
  }
  return adminCommand({
    question: (email) => words.undoEmail.question({ email, former: chosen?.fromEmail ?? '' }),
    obstacle: async () => (chosen ? null : refuse('no-former-address')),
    perform: ({ context }, act) => sendUndoLink(context, { ...act, changeId: chosen?.id ?? '' }),
    message: (from, email) =>
      words.undoEmail.done({ email, former: chosen?.fromEmail ?? '', from: from.toISOString() }),
  })(command);
};

/** user keep-email EMAIL: withdraws the links of undo-email, and a change without confirmation. */
export const keepEmailOf = adminCommand({
  async perform({ context }, act) {
    const [changed, undone] = [await cancelEmailChange(context, act), await cancelUndoLink(context, act)];
    return changed.ok ? changed : undone;
  },
  message: (_value, email) => words.keptEmail({ email }),
});

/** user role EMAIL admin|person: the only way to make an administrator. */
export const roleOfUser: CommandHandler = async (command) => {
  const role = command.args[1];
  if (!isRole(role)) throw new UsageError(words.role.which);
  return adminCommand({
    perform: ({ context }, act) => changeRole(context, act, role),
    message: (ended, email) =>
      role === 'admin' ? words.role.admin({ email, ended }) : words.role.person({ email, ended }),
  })(command);
};

/** user rename EMAIL NAME */
export const renameOf = adminCommand({
  perform: ({ context, args }, act) => renameUser(context, act, args[1] ?? ''),
  message: (name, email) => words.renamed({ email, name }),
});

/**
 * user email EMAIL NEW: a link to the new address; the old one is told. With --without-confirmation it waits instead, and
 * the old one can stop it.
 */
export const changeEmailOf: CommandHandler = (command) =>
  command.options.withoutConfirmation ? scheduleEmailChangeOf(command) : sendEmailChangeOf(command);

const scheduleEmailChangeOf = adminCommand({
  question: (email) => words.emailChangeScheduled.question({ email }),
  perform: ({ context, args }, act) => scheduleEmailChange(context, act, args[1] ?? ''),
  message: ({ to, dueAt }, email) => words.emailChangeScheduled.done({ email, to, due: dueAt.toISOString() }),
});

const sendEmailChangeOf = adminCommand({
  perform: ({ context, args }, act) => sendEmailChange(context, act, args[1] ?? ''),
  message: (to, email) => words.emailChangeSent({ email, to }),
});

/** user end-session EMAIL SESSION: user show names the sessions. */
export const endSessionOf = adminCommand({
  perform: ({ context, args }, act) => endSession(context, act, args[1] ?? ''),
  message: (browser, email) => words.sessionEnded({ email, browser }),
});
