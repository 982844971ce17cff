'use server';
import { z } from 'zod';
import { userStateName } from '#lib/flows/account/steps/object-state.ts';
import { disableAccount, enableAccount, revokeAllSessions } from '#lib/flows/admin/account-status.ts';
import type { AdminAction } from '#lib/flows/admin/admin-flow.ts';
import { generateBypassCode } from '#lib/flows/admin/generate-bypass-code.ts';
import { cancelReset, scheduleReset } from '#lib/flows/admin/schedule-reset.ts';
import { sendResetLink } from '#lib/flows/admin/send-reset-link.ts';
import { cancelUndoLink, sendUndoLink } from '#lib/flows/admin/send-undo-link.ts';
import type { Context } from '#lib/flows/context.ts';
import type { Result } from '#lib/result.ts';
import { adminAction, text } from '#lib/web/action.ts';
import { refusedForm } from '#lib/web/form-state.ts';
import { refreshPages } from '#lib/web/refresh.ts';
import { type AdminActionName, adminActionNames } from './admin-actions.ts';

type Performed = (context: Context, act: AdminAction) => Promise<Result<unknown>>;

const flows: Readonly<Record<Exclude<AdminActionName, 'bypass-code' | 'undo-email'>, Performed>> = {
  reset: scheduleReset,
  'keep-factor': cancelReset,
  password: sendResetLink,
  'keep-email': cancelUndoLink,
  'sign-out': revokeAllSessions,
  disable: disableAccount,
  enable: enableAccount,
};

/**
 * Performs an admin action on one user, with a reason and re-authentication. A bypass code is returned once, into the
 * dialog.
 */
export const performAdminAction = adminAction(
  {
    fields: { act: z.enum(adminActionNames), person: text, change: text.optional() },
    page: '/admin',
    object: (context, _signed, { person }) => userStateName(context, person),
  },
  async ({ act, person, change = '', reason }, context, signed) => {
    const order = { userId: person, reason, by: signed.userId };
    if (act === 'bypass-code') {
      const made = await generateBypassCode(context, order);
      return made.ok ? { status: 'done', recoveryCodes: [made.value] } : refusedForm(made);
    }
    const done =
      act === 'undo-email'
        ? await sendUndoLink(context, { ...order, changeId: change })
        : await flows[act](context, order);
    if (!done.ok) return refusedForm(done);
    refreshPages();
    return { goTo: `/admin/people/${encodeURIComponent(person)}?done=${act}` };
  },
);
