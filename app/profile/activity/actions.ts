'use server';
import { endOtherSessions } from '#lib/flows/end-sessions.ts';
import { signedAction } from '#lib/web/action.ts';
import { refreshPages } from '#lib/web/refresh.ts';

/** "This wasn't me", after the person saw what it does: everyone else is out; a new password comes next. */
export const notMeAction = signedAction({ fields: {}, page: '/profile/activity' }, async (_input, context, signed) => {
  await endOtherSessions(context, signed);
  refreshPages();
  return { goTo: '/profile/password?reason=not-me' };
});
