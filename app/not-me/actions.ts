'use server';
import { secureAccount } from '#lib/flows/secure-account.ts';
import { refuse } from '#lib/result.ts';
import { openAction } from '#lib/web/action.ts';
import { refusedForm } from '#lib/web/form-state.ts';
import { keepLink, openedLink } from '#lib/web/opened-link.ts';

/** "Sign out everyone": then a new password comes next. */
export const secureAccountAction = openAction({ fields: {} }, async (_input, context) => {
  const secret = await openedLink('not-me');
  const secured = secret ? await secureAccount(context, secret) : refuse('link-dead');
  return secured.ok ? { goTo: await keepLink('reset-password', secured.value) } : refusedForm(secured);
});
