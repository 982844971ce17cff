'use server';
import { objectToUndo, readObjection } from '#lib/flows/account/object-to-undo.ts';
import { linkAction } from '#lib/web/action.ts';
import { disputeFields, readDisputeForm } from '#lib/web/dispute-form.ts';
import { linkProofAction } from '#lib/web/oauth/link-proof-action.ts';
import { shownProvider } from '#lib/web/oauth/recent-provider.ts';
import { forgetLink, linkPage } from '#lib/web/opened-link.ts';
import { rememberEmail } from '#lib/web/remembered-fields.ts';

const link = 'objection';

export const proveForObjectionAction = linkProofAction(link);

/** "Keep my address": cancels an undo that waits, or reverts one that was done, with a proof older than the change. */
export const keepAddressAction = linkAction({ fields: disputeFields, link }, async (typed, context, secret) => {
  const objection = await readObjection(context, secret);
  if (!objection) return { goTo: linkPage(link, secret) };
  const form = readDisputeForm(typed);
  if ('state' in form) return form.state;
  const provider = await shownProvider(objection.userId, secret);
  const { submittedCode, assertion } = form;
  const kept = await objectToUndo(context, secret, { submittedCode, assertion, provider });
  if (!kept.ok) return kept.code === 'link-dead' ? { goTo: linkPage(link, secret) } : form.refused(kept);
  await forgetLink(secret);
  await rememberEmail(kept.value.email);
  return { goTo: `/keep-address/done?was=${kept.value.wasWaiting ? 'waiting' : 'done'}` };
});
