'use server';
import { continueAppRequest } from '#lib/flows/apps/describe-request.ts';
import { signedAction, text } from '#lib/web/action.ts';
import { signOutBrowser } from '#lib/web/sign-out.ts';

const pageOf = (uid: string) => `/authorize/${encodeURIComponent(uid)}`;

/** "Continue": the request goes on from its page, which leads there by itself. */
export const continueToAppAction = signedAction(
  { fields: { uid: text }, page: '/authorize', object: 'none', isHarmlessTwice: true },
  async ({ uid }, context, signed) => {
    await continueAppRequest(context, uid, signed);
    return { goTo: pageOf(uid) };
  },
);

/** "Sign in again": ends this session, and comes back to the request with a new one. */
export const signInAgainAction = signedAction(
  { fields: { uid: text }, page: '/authorize', object: 'none', isHarmlessTwice: true },
  async ({ uid }) => {
    await signOutBrowser();
    return { goTo: `/login?callbackUrl=${encodeURIComponent(pageOf(uid))}` };
  },
);
