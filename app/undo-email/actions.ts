'use server';
import { undoEmailChange } from '#lib/flows/change-email.ts';
import { refuse } from '#lib/result.ts';
import { openAction } from '#lib/web/action.ts';
import { refusedForm } from '#lib/web/form-state.ts';
import { forgetLink, openedLink } from '#lib/web/opened-link.ts';
import { rememberAddress } from '#lib/web/remembered-address.ts';

/** "Undo the change": the old address counts again, everyone is out, and a link there leads to a new password. */
export const undoEmailAction = openAction({ fields: {} }, async (_input, context) => {
  const secret = await openedLink('undo-email');
  const undone = secret ? await undoEmailChange(context, secret) : refuse('link-dead');
  if (!undone.ok) return refusedForm(undone);
  await forgetLink();
  await rememberAddress(undone.value);
  return { goTo: '/not-me/locked-down' };
});
