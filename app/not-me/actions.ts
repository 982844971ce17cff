'use server';
import { secureAccount } from '#lib/flows/account/secure-account.ts';
import { linkAction } from '#lib/web/action.ts';
import { refusedForm } from '#lib/web/form-state.ts';
import { forgetLink } from '#lib/web/opened-link.ts';
import { rememberEmail } from '#lib/web/remembered-fields.ts';

/** "Lock my account down": a new password comes by another mail, to the account's email, and never from this page. */
export const secureAccountAction = linkAction({ fields: {}, link: 'not-me' }, async (_input, context, secret) => {
  const secured = await secureAccount(context, secret);
  if (!secured.ok) return refusedForm(secured);
  await forgetLink(secret);
  await rememberEmail(secured.value);
  return { goTo: '/not-me/locked-down' };
});
