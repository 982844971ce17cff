'use server';
import { leaveApp } from '#lib/flows/apps/leave-app.ts';
import { signedAction, text } from '#lib/web/action.ts';
import { refreshPages } from '#lib/web/refresh.ts';

/** "Sign out" of one app, in every browser. */
export const leaveAppAction = signedAction(
  { fields: { app: text }, page: '/profile/apps', object: 'none' },
  async ({ app }, context, signed) => {
    const left = await leaveApp(context, signed.userId, app);
    refreshPages();
    return { status: 'done', confirmation: left === null ? 'app-left-before' : 'app-left' };
  },
);
