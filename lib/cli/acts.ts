import { findConfirmedAuthenticator } from '../../db/queries/authenticators.ts';
import { limits, MINUTE_MS } from '../config/limits.ts';
import { changeRole, disablePerson, enablePerson, signOutPerson } from '../flows/admin/account-status.ts';
import { generateBypassCode } from '../flows/admin/generate-bypass-code.ts';
import { invite } from '../flows/admin/invite.ts';
import { scheduleReset } from '../flows/admin/schedule-reset.ts';
import { sendResetLink } from '../flows/admin/send-reset-link.ts';
import { formerAddresses, sendUndoLink, takeBackUndoLink } from '../flows/admin/send-undo-link.ts';
import { type AdminAction, personAt } from '../flows/admin/target.ts';
import { type Failure, type Result, refuse } from '../result.ts';
import { canonicalEmail } from '../rules/account/email-address.ts';
import { parseReason } from '../rules/account/reason.ts';
import { isRole } from '../rules/account/role.ts';
import { confirm } from './confirm.ts';
import { counted } from './counted.ts';
import { type CommandContext, type CommandHandler, refused, usageError } from './stage.ts';

type Act<T> = {
  /** Why there is nothing to ask about: told in place of the question. */
  obstacle?: (stage: CommandContext, userId: string) => Promise<Failure | null>;
  /** Asked before it is done, with the address filled in. */
  question?: (email: string) => string;
  perform: (stage: CommandContext, act: AdminAction) => Promise<Result<T>>;
  told: (value: T, email: string) => string;
};

/** A verb that does something to one account: the address, the reason, the question, the act. */
function actVerb<T>({ obstacle, question, perform, told }: Act<T>): CommandHandler {
  return async (stage) => {
    const reason = parseReason(stage.options.reason ?? '');
    const user = await personAt(stage.context, stage.words[0] ?? '');
    if (!user) return refused(stage, refuse('person-unknown'));
    if (!reason.ok) return refused(stage, reason);
    const refusal = await obstacle?.(stage, user.id);
    if (refusal) return refused(stage, refusal);
    if (question && !(await confirm(stage.terminal, stage.options, question(user.email)))) return 2;
    const done = await perform(stage, { userId: user.id, reason: reason.value, by: stage.by });
    if (!done.ok) return refused(stage, done);
    stage.answer({ done: true, email: user.email, value: done.value }, () => [told(done.value, user.email)]);
    return 0;
  };
}

export const resetSecondFactor = actVerb({
  obstacle: async ({ db }, userId) =>
    (await findConfirmedAuthenticator(db, userId)) ? null : refuse('no-second-factor'),
  question: (email) => `This turns the second factor of ${email} off when its time has come.`,
  perform: ({ context }, act) => scheduleReset(context, act),
  told: (due, email) =>
    `${email} was told. The second factor goes at the first sign-in after ${due.toISOString()}, unless it is stopped.`,
});

export const bypassCode = actVerb({
  perform: ({ context }, act) => generateBypassCode(context, act),
  told: (code, email) =>
    `${code}\nFor ${email}: works once, for ${limits.bypassCodeLifeMs / MINUTE_MS} minutes, in the field for one-time passwords. It is not shown again.`,
});

export const disableUser = actVerb({
  question: (email) => `This signs ${email} out everywhere and lets them in no more.`,
  perform: ({ context }, act) => disablePerson(context, act),
  told: (_value, email) => `${email} is disabled. Nothing was deleted.`,
});

export const enableUser = actVerb({
  perform: ({ context }, act) => enablePerson(context, act),
  told: (_value, email) => `${email} can sign in again.`,
});

export const signOutUser = actVerb({
  perform: ({ context }, act) => signOutPerson(context, act),
  told: (count, email) => `${email}: ${counted(count, 'session', 'sessions')} ended.`,
});

export const resetPasswordOf = actVerb({
  perform: ({ context }, act) => sendResetLink(context, act),
  told: (_value, email) => `A link for a new password is on its way to ${email}.`,
});

/** user undo-email EMAIL [--to FORMER]: the former address may be left out where there is only one. */
export const undoEmailOf: CommandHandler = async (stage) => {
  const wanted = stage.options.to && canonicalEmail(stage.options.to);
  const user = await personAt(stage.context, stage.words[0] ?? '');
  const former = user ? await formerAddresses(stage.context, user.id) : [];
  const chosen = wanted ? former.find(({ fromEmail }) => fromEmail === wanted) : former[0];
  if (!wanted && former.length > 1) {
    const choice = former.map(({ fromEmail }) => fromEmail).join(', ');
    return usageError(stage.terminal, `Say which former address, with --to: ${choice}`);
  }
  return actVerb({
    question: (email) => `This lets ${chosen?.fromEmail ?? 'nobody'} take the account of ${email} back.`,
    obstacle: async () => (chosen ? null : refuse('no-former-address')),
    perform: ({ context }, act) => sendUndoLink(context, { ...act, changeId: chosen?.id ?? '' }),
    told: (from, email) =>
      `${email} and ${chosen?.fromEmail} were told. The link works from ${from.toISOString()} on, for seven days.`,
  })(stage);
};

export const keepEmailOf = actVerb({
  perform: ({ context }, act) => takeBackUndoLink(context, act),
  told: (_value, email) => `${email} stays the address of the account.`,
});

/** user role EMAIL admin|person: the only way to make an administrator. */
export const roleOfUser: CommandHandler = async (stage) => {
  const role = stage.words[1];
  if (!isRole(role)) return usageError(stage.terminal, 'The role is admin or person: user role EMAIL admin.');
  return actVerb({
    perform: ({ context }, act) => changeRole(context, act, role),
    told: (ended, email) =>
      `${email} is ${role === 'admin' ? 'now an administrator' : 'no longer an administrator'}. ${counted(ended, 'session', 'sessions')} ended.`,
  })(stage);
};

/** user invite EMAIL: a link with which this address can make an account. */
export const inviteUser: CommandHandler = async (stage) => {
  if (stage.context.settings.signup === 'closed') return refused(stage, refuse('signup-closed'));
  const invited = await invite(stage.context, stage.words[0] ?? '', stage.by);
  if (!invited.ok) return refused(stage, invited);
  stage.answer({ done: true, email: invited.value }, () => [`An invitation is on its way to ${invited.value}.`]);
  return 0;
};
