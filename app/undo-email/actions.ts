'use server';
import { undoEmailChange } from '#lib/flows/change-email.ts';
import { linkAction } from '#lib/web/action.ts';
import { refusedForm } from '#lib/web/form-state.ts';
import { forgetLink } from '#lib/web/opened-link.ts';
import { rememberAddress } from '#lib/web/remembered-address.ts';

/** "Undo the change": the old address counts again, everyone is out, and a link there leads to a new password. */
export const undoEmailAction = linkAction({ fields: {}, link: 'undo-email' }, async (_input, context, secret) => {
  const undone = await undoEmailChange(context, secret);
  if (!undone.ok) return refusedForm(undone);
  await forgetLink(secret);
  await rememberAddress(undone.value);
  return { goTo: '/not-me/locked-down' };
});
