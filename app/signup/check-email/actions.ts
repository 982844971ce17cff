'use server';
import { resendSignUp } from '#lib/flows/request-sign-up.ts';
import { afterAnswer, openAction } from '#lib/web/action.ts';
import { rememberedAddress } from '#lib/web/remembered-address.ts';

/** "Send it again". */
export const resendAction = openAction({ fields: {} }, async (_input, context) => {
  const email = await rememberedAddress();
  if (email) afterAnswer(() => resendSignUp(context, email));
  return { goTo: '/signup/check-email?sent=again' };
});
