'use server';
import { confirmSignUp, readSignUp } from '#lib/flows/sign-up/confirm-sign-up.ts';
import { parseName } from '#lib/rules/account/display-name.ts';
import { validateNewPassword } from '#lib/rules/password/new-password.ts';
import { linkAction, text } from '#lib/web/action.ts';
import { refusedFields, refusedForm } from '#lib/web/form-state.ts';
import { forgetLink, linkPage } from '#lib/web/opened-link.ts';
import { rememberEmail } from '#lib/web/remembered-fields.ts';

/**
 * "Confirm": makes the account; its owner signs in next. In another browser than the one that signed up, name and
 * password are chosen here: the one who signed up may be a stranger.
 */
export const confirmSignUpAction = linkAction(
  { fields: { name: text.optional(), newPassword: text.optional() }, keep: ['name'], link: 'sign-up' },
  async (typed, context, secret) => {
    const waiting = await readSignUp(context, secret);
    if (!waiting) return { goTo: linkPage('sign-up', secret) };
    const name = parseName(typed.name ?? '');
    const about = { name: typed.name ?? '', email: waiting.email };
    const password = validateNewPassword(typed.newPassword ?? '', context.settings, about);
    if (!waiting.isOwnBrowser && !(name.ok && password.ok))
      return refusedFields({ name: name.ok ? null : name, newPassword: password.ok ? null : password });
    const chosen =
      !waiting.isOwnBrowser && name.ok && password.ok ? { name: name.value, password: password.value } : null;
    const confirmed = await confirmSignUp(context, secret, chosen);
    if (!confirmed.ok) return refusedForm(confirmed);
    await forgetLink(secret);
    await rememberEmail(confirmed.value);
    return { goTo: '/login?reason=confirmed' };
  },
);
