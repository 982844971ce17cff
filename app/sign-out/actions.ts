'use server';
import { describeSignOut } from '#lib/flows/apps/describe-sign-out.ts';
import { openAction, text } from '#lib/web/action.ts';
import { forgetTyped } from '#lib/web/remembered-fields.ts';
import { signOutBrowser } from '#lib/web/sign-out.ts';

/** "Sign out" at the wish of an app. Then our page leads back to it, if it is registered for where it wants to. */
export const signOutForAppAction = openAction(
  {
    fields: { app: text.optional(), to: text.optional(), state: text.optional() },
    drawnFor: 'same-person',
    isHarmlessTwice: true,
    whenUnavailable: '/unavailable?still=signed-in',
  },
  async (wish, context) => {
    await signOutBrowser();
    await forgetTyped();
    const { backTo } = await describeSignOut(context, wish);
    const { app = '', to = '', state = '' } = wish;
    const page = new URLSearchParams({ app, to, ...(state && { state }) });
    return { goTo: backTo ? `/sign-out?${page}` : '/login?reason=signed-out' };
  },
);
