'use server';
import { readPasswordReset, resetPassword } from '#lib/flows/reset-password.ts';
import { judgeNewPassword } from '#lib/rules/new-password.ts';
import { openAction, text, ticks } from '#lib/web/action.ts';
import { refusedFields, refusedForm } from '#lib/web/form-state.ts';
import { forgetLink, openedLink } from '#lib/web/opened-link.ts';

/** "Change password", by the link that this browser opened. Its own page says what to do with one that has died since. */
export const resetPasswordAction = openAction(
  { fields: { newPassword: text, keep: ticks }, keep: ['keep'] },
  async ({ newPassword, keep }, context) => {
    const secret = await openedLink('reset-password');
    const person = secret && (await readPasswordReset(context, secret));
    if (!secret || !person) return { goTo: '/reset-password' };
    const judged = judgeNewPassword(newPassword, context.settings, person);
    if (!judged.ok) return refusedFields({ newPassword: judged });
    const changed = await resetPassword(context, secret, { chosen: judged.value, kept: keep });
    if (!changed.ok) return changed.code === 'link-dead' ? { goTo: '/reset-password' } : refusedForm(changed);
    await forgetLink();
    return { goTo: '/login?reason=reset' };
  },
);
