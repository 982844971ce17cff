'use server';
import { readUndo, undoAddressChange } from '#lib/flows/account/undo-address.ts';
import { linkAction } from '#lib/web/action.ts';
import { disputeFields, readDisputeForm } from '#lib/web/dispute-form.ts';
import { linkProofAction } from '#lib/web/oauth/link-proof-action.ts';
import { shownProvider } from '#lib/web/oauth/recent-provider.ts';
import { forgetLink, linkPage } from '#lib/web/opened-link.ts';
import { rememberEmail } from '#lib/web/remembered-fields.ts';

const link = 'undo-email';

export const proveForUndoAction = linkProofAction(link);

/** "Undo the change": at once with an older proof; else the page says when, and the link works until then. */
export const undoEmailAction = linkAction({ fields: disputeFields, link }, async (typed, context, secret) => {
  const undo = await readUndo(context, secret);
  if (!undo) return { goTo: linkPage(link, secret) };
  const form = readDisputeForm(typed);
  if ('state' in form) return form.state;
  const provider = await shownProvider(undo.userId, secret);
  const { submittedCode, assertion } = form;
  const undone = await undoAddressChange(context, secret, { submittedCode, assertion, provider });
  if (!undone.ok) return undone.code === 'link-dead' ? { goTo: linkPage(link, secret) } : form.refused(undone);
  if (undone.value.dueAt) return { goTo: `${linkPage(link, secret)}&pressed=yes` };
  await forgetLink(secret);
  await rememberEmail(undone.value.email);
  return { goTo: '/undo-email/done' };
});
