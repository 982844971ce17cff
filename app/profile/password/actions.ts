'use server';
import { choosePassword } from '#lib/flows/account/choose-password.ts';
import { validateNewPassword } from '#lib/rules/password/new-password.ts';
import { signedAction, text, ticksIfAny } from '#lib/web/action.ts';
import { refusedFields, refusedForm } from '#lib/web/form-state.ts';
import { shownProvider } from '#lib/web/oauth/recent-provider.ts';
import { refreshPages } from '#lib/web/refresh.ts';
import { rotateSession } from '#lib/web/session.ts';

/** Changes the password, or sets the first one of a user who signed up with a provider. */
export const choosePasswordAction = signedAction(
  {
    fields: { currentPassword: text.optional(), newPassword: text, keep: ticksIfAny },
    keep: ['keep'],
    page: '/profile/password',
    object: 'none',
    allowWithoutTwoFactor: true,
  },
  async ({ currentPassword = '', newPassword, keep }, context, signed) => {
    const validated = validateNewPassword(newPassword, context.settings, signed);
    if (!validated.ok) return refusedFields({ newPassword: validated });
    const chosen = await choosePassword(context, signed, {
      current: currentPassword,
      chosen: validated.value,
      // After "This wasn't me" the form lists the linked providers and a new second factor, and names what stays.
      ...(keep && { kept: keep, provider: await shownProvider(signed.userId, null) }),
    });
    if (!chosen.ok) {
      const isAboutCurrent = chosen.code === 'password-wrong' || chosen.code === 'password-empty';
      if (chosen.code === 'password-same') return refusedFields({ newPassword: chosen });
      return isAboutCurrent ? refusedFields({ currentPassword: chosen }) : refusedForm(chosen);
    }
    await rotateSession(signed.userId, chosen.value);
    refreshPages();
    return { status: 'done', confirmation: signed.hasPassword ? 'password-changed' : 'password-set' };
  },
);
