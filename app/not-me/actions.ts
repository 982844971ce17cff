'use server';
import { secureAccount } from '#lib/flows/secure-account.ts';
import { refuse } from '#lib/result.ts';
import { openAction } from '#lib/web/action.ts';
import { refusedForm } from '#lib/web/form-state.ts';
import { forgetLink, openedLink } from '#lib/web/opened-link.ts';
import { rememberAddress } from '#lib/web/remembered-address.ts';

/** "Lock my account down": a new password comes by another mail, to the account's address, and never from this page. */
export const secureAccountAction = openAction({ fields: {} }, async (_input, context) => {
  const secret = await openedLink('not-me');
  const secured = secret ? await secureAccount(context, secret) : refuse('link-dead');
  if (!secured.ok) return refusedForm(secured);
  await forgetLink();
  await rememberAddress(secured.value);
  return { goTo: '/not-me/locked-down' };
});
