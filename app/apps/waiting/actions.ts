'use server';
import { hostVisitQuery, parseHostVisit } from '#lib/http/host-visit.ts';
import { signedAction, text } from '#lib/web/action.ts';
import { signOutBrowser } from '#lib/web/sign-out.ts';

/** "Sign in again": ends this session, and goes on to the host with a new one. */
export const signInAgainForHostAction = signedAction(
  { fields: { host: text, to: text, bind: text }, page: '/apps/waiting', object: 'none', isHarmlessTwice: true },
  async (typed) => {
    const visit = parseHostVisit(new URLSearchParams(typed));
    await signOutBrowser();
    const back = visit ? `/apps/waiting?${hostVisitQuery(visit)}` : '/';
    return { goTo: `/login?callbackUrl=${encodeURIComponent(back)}` };
  },
);
