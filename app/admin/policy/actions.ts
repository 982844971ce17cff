'use server';
import { z } from 'zod';
import { limits } from '#lib/config/limits.ts';
import { remindAll } from '#lib/flows/admin/remind-two-factor.ts';
import { refuse } from '#lib/result.ts';
import { adminAction } from '#lib/web/action.ts';
import { refusedForm } from '#lib/web/form-state.ts';
import { refreshPages } from '#lib/web/refresh.ts';

const page = '/admin/policy';

/** Reminds everyone who has no two-factor, or those whose days are over: no one twice within a day. */
export const remindAction = adminAction(
  { fields: { audience: z.enum(['everyone', 'overdue']) }, page, object: 'none' },
  async ({ audience, reason }, context, signed) => {
    const sent = await remindAll(context, audience, { reason, by: signed.userId }, { most: limits.remindersAtOnce });
    if (sent === 0) return refusedForm(refuse('reminders-none'));
    refreshPages();
    return { goTo: `${page}?done=remind` };
  },
);
