'use server';
import { joinByInvitation, readInvitation } from '#lib/flows/sign-up/join-by-invitation.ts';
import { requestSignUp } from '#lib/flows/sign-up/request-sign-up.ts';
import { signUp } from '#lib/flows/sign-up/sign-up.ts';
import { refuse } from '#lib/result.ts';
import { parseName } from '#lib/rules/account/display-name.ts';
import { mailableEmail } from '#lib/rules/account/email-address.ts';
import { validateNewPassword } from '#lib/rules/password/new-password.ts';
import { openAction, text } from '#lib/web/action.ts';
import { withDeviceCookie } from '#lib/web/context.ts';
import { refusedFields, refusedForm } from '#lib/web/form-state.ts';
import { forgetLink, namedLink } from '#lib/web/opened-link.ts';
import { rememberEmail, rememberName } from '#lib/web/remembered-fields.ts';

/** Makes an account, or, with mail, confirms the email first. Ends alike for a new and for a taken email. */
export const signUpAction = openAction(
  { fields: { name: text, email: text, newPassword: text }, keep: ['name', 'email'], drawnFor: 'visitor' },
  async (typed, context, mark) => {
    const name = parseName(typed.name);
    const email = mailableEmail(typed.email);
    const password = validateNewPassword(typed.newPassword, context.settings, { name: typed.name, email: email ?? '' });
    if (!name.ok || !email || !password.ok) {
      const emailProblem = refuse(typed.email.trim() ? 'email-shape' : 'email-empty');
      return refusedFields({
        name: name.ok ? null : name,
        email: email ? null : emailProblem,
        newPassword: password.ok ? null : password,
      });
    }
    const input = { name: name.value, email, password: password.value };
    const invitation = await namedLink('invitation', mark);
    // A dead one must not stop a sign-up that is open to all.
    if (invitation && (context.settings.signup !== 'open' || (await readInvitation(context, invitation)))) {
      const joined = await joinByInvitation(context, invitation, input);
      if (!joined.ok && joined.code === 'invitation-foreign') return refusedFields({ email: joined });
      await forgetLink(invitation);
      if (!joined.ok) return refusedForm(joined);
      await rememberEmail(email);
      return { goTo: '/login?reason=joined' };
    }
    const mayConfirm = context.settings.mail.smtpUrl !== undefined;
    // The link in the mail asks for no password in the browser that signed up, and only there.
    const marked = await withDeviceCookie();
    const asked = mayConfirm ? await requestSignUp(marked.context, input) : await signUp(context, input);
    if (!asked.ok) return asked.code === 'signup-domain' ? refusedFields({ email: asked }) : refusedForm(asked);
    await rememberEmail(email);
    if (mayConfirm) await marked.keepDeviceCookie();
    if (mayConfirm) await rememberName(name.value);
    return { goTo: mayConfirm ? '/signup/check-email' : '/login?reason=signed-up' };
  },
);
