'use server';
import { disownActivity } from '#lib/flows/account/revoke-sessions.ts';
import { undoInSession } from '#lib/flows/account/undo-in-session.ts';
import { signedAction, text } from '#lib/web/action.ts';
import { deleteCookie } from '#lib/web/cookies.ts';
import { refusedForm } from '#lib/web/form-state.ts';
import { refreshPages } from '#lib/web/refresh.ts';
import { rememberEmail } from '#lib/web/remembered-fields.ts';
import { rotateSession } from '#lib/web/session.ts';

/**
 * "This wasn't me", after the user saw what it does: signs out every other session; a new password comes next. Where
 * the email was changed after this browser was known it goes back too, and then this browser is signed out as well.
 */
export const notMeAction = signedAction(
  { fields: { changeBack: text.optional() }, page: '/profile/activity', object: 'none' },
  async ({ changeBack }, context, signed) => {
    if (changeBack) {
      const undone = await undoInSession(context, signed.userId, changeBack);
      if (!undone.ok) return refusedForm(undone);
      await deleteCookie('session');
      await rememberEmail(undone.value);
      return { goTo: '/undo-email/done' };
    }
    const ended = await disownActivity(context, signed);
    await rotateSession(signed.userId, ended.sessionId);
    refreshPages();
    return { goTo: '/profile/password?reason=not-me' };
  },
);
