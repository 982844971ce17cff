'use server';
import { readPasswordReset, resetPassword } from '#lib/flows/account/reset-password.ts';
import { validateNewPassword } from '#lib/rules/password/new-password.ts';
import { linkAction, text, ticks } from '#lib/web/action.ts';
import { refusedFields, refusedForm } from '#lib/web/form-state.ts';
import { linkProofAction } from '#lib/web/oauth/link-proof-action.ts';
import { shownProvider } from '#lib/web/oauth/recent-provider.ts';
import { forgetLink, linkPage } from '#lib/web/opened-link.ts';

export const proveForResetAction = linkProofAction('reset-password');

/** "Change password", by the link that this browser opened. Its own page says what to do with one that has died since. */
export const resetPasswordAction = linkAction(
  { fields: { newPassword: text, keep: ticks }, keep: ['keep'], link: 'reset-password' },
  async ({ newPassword, keep }, context, secret) => {
    const page = linkPage('reset-password', secret);
    const account = await readPasswordReset(context, secret);
    if (!account) return { goTo: page };
    const provider = await shownProvider(account.userId, secret);
    const validated = validateNewPassword(newPassword, context.settings, account);
    if (!validated.ok) return refusedFields({ newPassword: validated });
    const changed = await resetPassword(context, secret, { chosen: validated.value, kept: keep, provider });
    if (!changed.ok) return changed.code === 'link-dead' ? { goTo: page } : refusedForm(changed);
    await forgetLink(secret);
    return { goTo: '/login?reason=reset' };
  },
);
