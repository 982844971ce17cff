'use server';
import { confirmEmailChange, readEmailChange } from '#lib/flows/account/change-email.ts';
import { linkAction } from '#lib/web/action.ts';
import { refusedForm } from '#lib/web/form-state.ts';
import { forgetLink } from '#lib/web/opened-link.ts';

/** "Confirm this email address": from now on it is the one to sign in with. */
export const confirmEmailAction = linkAction({ fields: {}, link: 'change-email' }, async (_input, context, secret) => {
  const change = await readEmailChange(context, secret);
  const confirmed = await confirmEmailChange(context, secret);
  if (!confirmed.ok) return refusedForm(confirmed);
  await forgetLink(secret);
  return { goTo: change?.to === change?.from ? '/confirm-email?done=own' : '/confirm-email?done=yes' };
});
