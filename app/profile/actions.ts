'use server';
import { requestEmailChange } from '#lib/flows/account/change-email.ts';
import { mailAddressConfirmation } from '#lib/flows/account/confirm-address.ts';
import { deleteAccount } from '#lib/flows/account/delete-account.ts';
import { rename } from '#lib/flows/account/rename.ts';
import { refuse } from '#lib/result.ts';
import { parseName } from '#lib/rules/account/display-name.ts';
import { canonicalEmail, mailableEmail } from '#lib/rules/account/email-address.ts';
import { signedAction, text } from '#lib/web/action.ts';
import { deleteCookie } from '#lib/web/cookies.ts';
import { refusedFields, refusedForm } from '#lib/web/form-state.ts';
import { refreshPages } from '#lib/web/refresh.ts';
import { forgetTyped } from '#lib/web/remembered-fields.ts';
import {
  bringsSecondFactor,
  parseSecondFactorForm,
  parseSecondFactorFormIfEnabled,
  secondFactorFields,
} from '#lib/web/second-factor-form.ts';

export const renameAction = signedAction(
  {
    fields: { name: text },
    keep: ['name'],
    page: '/profile',
    object: 'none',
  },
  async (typed, context, signed) => {
    const name = parseName(typed.name);
    if (!name.ok) return refusedFields({ name });
    await rename(context, signed.userId, name.value);
    refreshPages();
    return { status: 'done', confirmation: 'name-saved', values: { name: name.value } };
  },
);

/** "Change" of the email: counts once the new one is confirmed. The same answer for free and taken ones. */
export const changeEmailAction = signedAction(
  { fields: { ...secondFactorFields, email: text }, keep: ['email'], page: '/profile', object: 'none' },
  async ({ email: typedEmail, ...typed }, context, signed) => {
    const email = mailableEmail(typedEmail);
    const refusedEmail = email ? null : refuse(typedEmail.trim() ? 'email-shape' : 'email-empty');
    const form = parseSecondFactorFormIfEnabled(typed, signed);
    // Reports everything that is missing at once, not one field after the other.
    if ('state' in form)
      return {
        ...form.state,
        fieldRefusals: { ...form.state.fieldRefusals, ...refusedFields({ email: refusedEmail }).fieldRefusals },
      };
    if (!email) return refusedFields({ email: refusedEmail });
    const asked = await requestEmailChange(context, signed, {
      email,
      password: form.password,
      submittedCode: form.submittedCode,
    });
    if (asked.ok) return { goTo: '/profile?done=email' };
    return asked.code === 'email-same' ? refusedFields({ email: asked }) : form.refused(asked);
  },
);

/** "Confirm" of the email: a link goes to it. The same answer however often it's asked. */
export const confirmAddressAction = signedAction(
  { fields: {}, page: '/profile', object: 'none', isHarmlessTwice: true },
  async (_typed, context, signed) => {
    await mailAddressConfirmation(context, signed.userId);
    return { goTo: '/profile?done=confirm' };
  },
);

/** "Delete account". Nothing of it is left afterwards. */
export const deleteAccountAction = signedAction(
  { fields: { ...secondFactorFields, email: text }, keep: ['email'], page: '/profile', object: 'none' },
  async ({ email, ...typed }, context, signed) => {
    const needsCode = bringsSecondFactor(typed) || signed.byPasskey !== undefined;
    const form = needsCode
      ? parseSecondFactorForm(typed, signed)
      : { submittedCode: null, password: typed.password ?? '', refused: refusedForm };
    // Reports everything that is missing at once, not one field after the other.
    const differs = canonicalEmail(email) === signed.email ? null : refuse('email-differs');
    if ('state' in form)
      return {
        ...form.state,
        fieldRefusals: { ...form.state.fieldRefusals, ...refusedFields({ email: differs }).fieldRefusals },
      };
    if (differs) {
      const isMissing = signed.hasPassword && !signed.byPasskey && form.password === '';
      const missing = isMissing ? refuse('password-empty') : null;
      return refusedFields({ password: missing, email: differs });
    }
    const deleted = await deleteAccount(context, signed, {
      typedEmail: email,
      password: form.password,
      submittedCode: form.submittedCode,
    });
    if (!deleted.ok && deleted.code === 'email-differs') return refusedFields({ email: deleted });
    if (!deleted.ok)
      return deleted.code.startsWith('password-') ? refusedFields({ password: deleted }) : form.refused(deleted);
    await deleteCookie('session');
    await forgetTyped();
    return { goTo: '/login?reason=deleted' };
  },
);
