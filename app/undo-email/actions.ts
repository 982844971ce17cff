'use server';
import { undoEmailChange } from '#lib/flows/change-email.ts';
import { refuse } from '#lib/result.ts';
import { openAction } from '#lib/web/action.ts';
import { refusedForm } from '#lib/web/form-state.ts';
import { keepLink, openedLink } from '#lib/web/opened-link.ts';

/** "Undo the change": the old address counts again, everyone is out, and a new password comes next. */
export const undoEmailAction = openAction({ fields: {} }, async (_input, context) => {
  const secret = await openedLink('undo-email');
  const undone = secret ? await undoEmailChange(context, secret) : refuse('link-dead');
  return undone.ok ? { goTo: await keepLink('reset-password', undone.value) } : refusedForm(undone);
});
