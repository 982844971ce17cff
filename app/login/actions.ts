'use server';
import { signalUnknownPasskey } from '#lib/flows/two-factor/signal-passkeys.ts';
import { safePath } from '#lib/http/safe-redirect.ts';
import { refuse } from '#lib/result.ts';
import { canonicalEmail } from '#lib/rules/account/email-address.ts';
import { openAction, text } from '#lib/web/action.ts';
import { refusedFields, refusedForm } from '#lib/web/form-state.ts';
import { signInWith } from '#lib/web/oauth/sign-in.ts';
import { rememberEmail } from '#lib/web/remembered-fields.ts';
import { landingPage } from '#lib/web/session.ts';

/** First factor by password. */
export const signInAction = openAction(
  { fields: { email: text, password: text, callbackUrl: text.optional() }, keep: ['email'], drawnFor: 'visitor' },
  async ({ email, password, callbackUrl }) => {
    const missing = {
      email: email.trim() ? null : refuse('email-empty'),
      password: password ? null : refuse('password-empty'),
    };
    if (missing.email || missing.password) return refusedFields(missing);
    const returnTo = safePath(callbackUrl);
    const signedIn = await signInWith({ provider: 'password', email, password, returnTo }, returnTo);
    if (signedIn.ok) return { goTo: await landingPage(signedIn.value) };
    // A user who forgot the password, or never signed up, need not type the email again.
    const address = canonicalEmail(email);
    if (address) await rememberEmail(address);
    return signedIn.code === 'email-unconfirmed' ? { goTo: '/signup/check-email' } : refusedForm(signedIn);
  },
);

/** Both factors by a passkey. */
export const passkeyAction = openAction(
  { fields: { assertion: text, callbackUrl: text.optional() }, drawnFor: 'visitor' },
  async ({ assertion, callbackUrl }, context) => {
    const returnTo = safePath(callbackUrl);
    const signedIn = await signInWith({ provider: 'passkey', assertion }, returnTo);
    if (signedIn.ok) return { goTo: await landingPage(signedIn.value) };
    const unknown = signedIn.code === 'passkey-unknown' ? await signalUnknownPasskey(context, assertion) : null;
    return { ...refusedForm(signedIn), ...(unknown && { unknownPasskey: unknown }) };
  },
);

/** "Forgot your password?" with an email typed already: the next page need not ask for it again. */
export const forgotAction = openAction(
  { fields: { email: text }, drawnFor: 'anyone', isHarmlessTwice: true },
  async ({ email }) => {
    const address = canonicalEmail(email);
    if (address) await rememberEmail(address);
    return { goTo: '/forgot-password' };
  },
);
