'use server';
import { confirmSignUp } from '#lib/flows/confirm-sign-up.ts';
import { linkAction } from '#lib/web/action.ts';
import { refusedForm } from '#lib/web/form-state.ts';
import { forgetLink } from '#lib/web/opened-link.ts';
import { rememberAddress } from '#lib/web/remembered-address.ts';

/** "Confirm": the account is made now, and its owner signs in next. */
export const confirmSignUpAction = linkAction({ fields: {}, link: 'sign-up' }, async (_input, context, secret) => {
  const confirmed = await confirmSignUp(context, secret);
  if (!confirmed.ok) return refusedForm(confirmed);
  await forgetLink(secret);
  await rememberAddress(confirmed.value);
  return { goTo: '/login?reason=confirmed' };
});
