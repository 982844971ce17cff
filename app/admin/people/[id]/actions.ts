'use server';
import { z } from 'zod';
import { userStateName } from '#lib/flows/account/steps/object-state.ts';
import { changeRole, disableAccount, enableAccount, revokeAllSessions } from '#lib/flows/admin/account-status.ts';
import type { AdminAction } from '#lib/flows/admin/admin-flow.ts';
import { endSession } from '#lib/flows/admin/end-session.ts';
import { generateBypassCode } from '#lib/flows/admin/generate-bypass-code.ts';
import { renameUser } from '#lib/flows/admin/rename-user.ts';
import { scheduleDeletion } from '#lib/flows/admin/schedule-deletion.ts';
import { cancelEmailChange, scheduleEmailChange } from '#lib/flows/admin/schedule-email-change.ts';
import { cancelReset, scheduleReset } from '#lib/flows/admin/schedule-reset.ts';
import { sendEmailChange } from '#lib/flows/admin/send-email-change.ts';
import { sendResetLink } from '#lib/flows/admin/send-reset-link.ts';
import { cancelUndoLink, sendUndoLink } from '#lib/flows/admin/send-undo-link.ts';
import type { Context } from '#lib/flows/context.ts';
import type { Result } from '#lib/result.ts';
import { adminAction, text } from '#lib/web/action.ts';
import { refusedFields, refusedForm } from '#lib/web/form-state.ts';
import { refreshPages } from '#lib/web/refresh.ts';
import { type AdminActionName, adminActionNames, fieldOf } from './admin-actions.ts';

/** What was chosen or typed besides the reason. `about`: what of the person it is done to. */
type Typed = { name: string; email: string; about: string };
type Performed = (context: Context, act: AdminAction, typed: Typed) => Promise<Result<unknown>>;

const flows: Readonly<Record<Exclude<AdminActionName, 'bypass-code'>, Performed>> = {
  rename: (context, act, { name }) => renameUser(context, act, name),
  email: (context, act, { email }) => sendEmailChange(context, act, email),
  'email-later': (context, act, { email }) => scheduleEmailChange(context, act, email),
  'stop-email': cancelEmailChange,
  reset: scheduleReset,
  'keep-factor': cancelReset,
  password: sendResetLink,
  'undo-email': (context, act, { about: changeId }) => sendUndoLink(context, { ...act, changeId }),
  'keep-email': cancelUndoLink,
  'end-session': (context, act, { about }) => endSession(context, act, about),
  'sign-out': revokeAllSessions,
  disable: disableAccount,
  enable: enableAccount,
  'keep-account': enableAccount,
  'end-role': (context, act) => changeRole(context, act, 'person'),
  delete: (context, act, { email }) => scheduleDeletion(context, act, email),
};

/**
 * Performs an admin action on one user, with a reason and re-authentication. A bypass code is returned once, into the
 * dialog.
 */
export const performAdminAction = adminAction(
  {
    fields: {
      act: z.enum(adminActionNames),
      person: text,
      name: text.optional(),
      email: text.optional(),
      about: text.optional(),
    },
    keep: ['name', 'email'],
    page: '/admin',
    object: (context, _signed, { person }) => userStateName(context, person),
  },
  async ({ act, person, name = '', email = '', about = '', reason }, context, signed) => {
    const order = { userId: person, reason, by: signed.userId };
    if (act === 'bypass-code') {
      const made = await generateBypassCode(context, order);
      return made.ok ? { status: 'done', recoveryCodes: [made.value] } : refusedForm(made);
    }
    const done = await flows[act](context, order, { name, email, about });
    const field = fieldOf(act);
    if (!done.ok)
      return field && /^(person-name|email)-/.test(done.code) ? refusedFields({ [field]: done }) : refusedForm(done);
    refreshPages();
    return { goTo: `/admin/people/${encodeURIComponent(person)}?done=${act}` };
  },
);
