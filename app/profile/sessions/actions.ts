'use server';
import { revokeOtherSessions, revokeOwnSession } from '#lib/flows/account/revoke-sessions.ts';
import { signedAction, text } from '#lib/web/action.ts';
import { refreshPages } from '#lib/web/refresh.ts';
import { rotateSession } from '#lib/web/session.ts';

const page = '/profile/sessions';

/** "Sign out" on one of the other browsers. */
export const revokeSessionAction = signedAction(
  { fields: { session: text }, page, object: 'none' },
  async ({ session }, context, signed) => {
    const isEnded = session !== signed.sessionIdHash && (await revokeOwnSession(context, signed, session));
    refreshPages();
    return { status: 'done', confirmation: isEnded ? 'session-ended' : 'session-ended-before' };
  },
);

/** "Sign out all other browsers". */
export const revokeOtherSessionsAction = signedAction(
  { fields: {}, page, object: 'none' },
  async (_input, context, signed) => {
    const ended = await revokeOtherSessions(context, signed);
    await rotateSession(signed.userId, ended.sessionId);
    refreshPages();
    return { goTo: `${page}?done=others` };
  },
);
