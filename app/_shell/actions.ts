'use server';
import { z } from 'zod';
import { limits } from '#lib/limits.ts';
import { providers } from '#lib/rules/methods.ts';
import { safePath } from '#lib/rules/safe-redirect.ts';
import { openAction, text } from '#lib/web/action.ts';
import { writeCookie } from '#lib/web/cookies.ts';
import { refusedForm } from '#lib/web/form-state.ts';
import { startProvider } from '#lib/web/sign-in.ts';
import { endSession } from '#lib/web/sign-out.ts';

/** Ends the session on the server, not just in this browser. */
export const signOutAction = openAction({ fields: {} }, async () => {
  await endSession();
  return { goTo: '/login?reason=signed-out' };
});

/** The look of the screens in this browser. Back to the page it was chosen on. */
export const themeAction = openAction({ fields: { theme: z.enum(['system', 'light', 'dark']), page: text } }, async ({ theme, page }) => {
  await writeCookie('theme', theme, limits.lastUsedLifeMs);
  return { goTo: safePath(page, { wayIn: true }) };
});

/** Puts away the banner that follows a sign-in with a one-time password. */
export const dismissRecoveryNoticeAction = openAction({ fields: { page: text } }, async ({ page }) => {
  await writeCookie('recovery-notice', 'seen', limits.sessionLifeMs);
  return { goTo: safePath(page) };
});

/** First factor by a provider: the person goes there and comes back to the gate. */
export const continueWithAction = openAction(
  { fields: { provider: z.enum(providers), callbackUrl: text.optional() } },
  async ({ provider, callbackUrl }) => {
    const started = await startProvider(provider, safePath(callbackUrl));
    return started.ok ? { goTo: started.value } : refusedForm(started);
  },
);
