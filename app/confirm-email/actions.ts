'use server';
import { confirmEmailChange } from '#lib/flows/change-email.ts';
import { refuse } from '#lib/result.ts';
import { openAction } from '#lib/web/action.ts';
import { refusedForm } from '#lib/web/form-state.ts';
import { forgetLink, openedLink } from '#lib/web/opened-link.ts';

/** "Confirm this email address": from now on it is the one to sign in with. */
export const confirmEmailAction = openAction({ fields: {} }, async (_input, context) => {
  const secret = await openedLink('change-email');
  const confirmed = secret ? await confirmEmailChange(context, secret) : refuse('link-dead');
  if (!confirmed.ok) return refusedForm(confirmed);
  await forgetLink();
  return { goTo: '/confirm-email?done=yes' };
});
