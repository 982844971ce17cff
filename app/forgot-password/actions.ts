'use server';
import { requestMessage } from '#lib/flows/mail/request-message.ts';
import { refuse } from '#lib/result.ts';
import { mailableEmail } from '#lib/rules/account/email-address.ts';
import { openAction, text } from '#lib/web/action.ts';
import { refusedFields } from '#lib/web/form-state.ts';
import { rememberEmail } from '#lib/web/remembered-fields.ts';

/** "Email me a link", and "Send it again". The same answer at the same speed for every email. */
export const requestResetAction = openAction(
  { fields: { email: text, again: text.optional() }, keep: ['email'], drawnFor: 'anyone' },
  async (typed, context) => {
    const email = mailableEmail(typed.email);
    if (!email) return refusedFields({ email: refuse(typed.email.trim() ? 'email-shape' : 'email-empty') });
    await requestMessage(context, { request: 'reset-password', email });
    await rememberEmail(email);
    return { goTo: `/forgot-password?sent=${typed.again === 'yes' ? 'again' : 'yes'}` };
  },
);
