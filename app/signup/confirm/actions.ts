'use server';
import { confirmSignUp } from '#lib/flows/confirm-sign-up.ts';
import { refuse } from '#lib/result.ts';
import { openAction } from '#lib/web/action.ts';
import { refusedForm } from '#lib/web/form-state.ts';
import { forgetLink, openedLink } from '#lib/web/opened-link.ts';
import { rememberAddress } from '#lib/web/remembered-address.ts';

/** "Confirm": the account is made now, and its owner signs in next. */
export const confirmSignUpAction = openAction({ fields: {} }, async (_input, context) => {
  const secret = await openedLink('sign-up');
  const confirmed = secret ? await confirmSignUp(context, secret) : refuse('link-dead');
  if (!confirmed.ok) return refusedForm(confirmed);
  await forgetLink();
  await rememberAddress(confirmed.value);
  return { goTo: '/login?reason=confirmed' };
});
