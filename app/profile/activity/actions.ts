'use server';
import { disownActivity } from '#lib/flows/end-sessions.ts';
import { signedAction } from '#lib/web/action.ts';
import { refreshPages } from '#lib/web/refresh.ts';
import { rotateSession } from '#lib/web/session.ts';

/** "This wasn't me", after the person saw what it does: everyone else is out; a new password comes next. */
export const notMeAction = signedAction(
  { fields: {}, page: '/profile/activity', object: 'none' },
  async (_input, context, signed) => {
    const ended = await disownActivity(context, signed);
    await rotateSession(signed.userId, ended.sessionId);
    refreshPages();
    return { goTo: '/profile/password?reason=not-me' };
  },
);
