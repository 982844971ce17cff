'use server';
import { requestMessage } from '#lib/flows/mail/request-message.ts';
import { openAction } from '#lib/web/action.ts';
import { rememberedEmail } from '#lib/web/remembered-fields.ts';

/** "Send it again". */
export const resendAction = openAction({ fields: {}, drawnFor: 'anyone' }, async (_input, context) => {
  const email = await rememberedEmail();
  if (email) await requestMessage(context, { request: 'sign-up-again', email });
  return { goTo: '/signup/check-email?sent=again' };
});
