'use server';
import { z } from 'zod';
import { limits } from '#lib/config/limits.ts';
import { startProviderReauthentication } from '#lib/flows/providers/start-provider-flow.ts';
import { keepPasskeys } from '#lib/flows/two-factor/check-passkeys.ts';
import { declinePasskeyOffer } from '#lib/flows/two-factor/offer-passkey.ts';
import { safePath } from '#lib/http/safe-redirect.ts';
import { providers } from '#lib/rules/sign-in/authentication-methods.ts';
import { openAction, signedAction, text, ticks } from '#lib/web/action.ts';
import { writeCookie } from '#lib/web/cookies.ts';
import { refusedForm } from '#lib/web/form-state.ts';
import { startProvider } from '#lib/web/oauth/sign-in.ts';
import { refreshPages } from '#lib/web/refresh.ts';
import { forgetTyped } from '#lib/web/remembered-fields.ts';
import { rotateSession } from '#lib/web/session.ts';
import { signOutBrowser } from '#lib/web/sign-out.ts';

/** Ends the session on the server, not just in this browser. Where that can't be written, a page of its own says so. */
export const signOutAction = openAction(
  { fields: {}, drawnFor: 'same-person', isHarmlessTwice: true, whenUnavailable: '/unavailable?still=signed-in' },
  async () => {
    await signOutBrowser();
    await forgetTyped();
    return { goTo: '/login?reason=signed-out' };
  },
);

/** The theme of this browser. The page stays as it is, with its open menus. */
export const themeAction = openAction(
  { fields: { theme: z.enum(['system', 'light', 'dark']) }, drawnFor: 'anyone', isHarmlessTwice: true },
  async ({ theme }) => {
    await writeCookie('theme', theme, limits.lastUsedLifeMs);
    refreshPages();
    return { status: 'done' };
  },
);

/** Dismisses the banner that follows a sign-in with a one-time password. */
export const dismissRecoveryNoticeAction = openAction(
  { fields: {}, drawnFor: 'same-person', isHarmlessTwice: true },
  async () => {
    await writeCookie('recovery-notice', 'seen', limits.sessionLifeMs);
    refreshPages();
    return { status: 'done' };
  },
);

/** "Not now" under the offer of a second factor. */
export const dismissOfferAction = openAction(
  { fields: {}, drawnFor: 'same-person', isHarmlessTwice: true },
  async () => {
    await writeCookie('quiet', 'second-factor', limits.quietLifeMs);
    refreshPages();
    return { status: 'done' };
  },
);

/** "Not now" under the offer of a passkey: in this browser, since another may be one that keeps passkeys. */
export const dismissPasskeyOfferAction = openAction(
  { fields: {}, drawnFor: 'same-person', isHarmlessTwice: true },
  async () => {
    await writeCookie('no-passkey-offer', 'seen', limits.quietLifeMs);
    refreshPages();
    return { status: 'done' };
  },
);

/** "Don't ask again" there: for this account, in every browser. */
export const declinePasskeyOfferAction = signedAction(
  { fields: {}, page: '/', object: 'none', isHarmlessTwice: true },
  async (_, context, signed) => {
    await declinePasskeyOffer(context, signed.userId);
    refreshPages();
    return { status: 'done' };
  },
);

/** The passkeys that stay, at the first sign-in after an administrator's reset. */
export const keepPasskeysAction = signedAction(
  { fields: { keep: ticks }, page: '/', object: 'none', allowWithoutTwoFactor: true },
  async ({ keep }, context, signed) => {
    const kept = await keepPasskeys(context, signed, keep);
    if (!kept.ok) return refusedForm(kept);
    if (kept.value) await rotateSession(signed.userId, kept.value);
    await writeCookie('passkeys-checked', 'yes', limits.sessionLifeMs);
    refreshPages();
    return { status: 'done' };
  },
);

/** First factor by a provider: redirects the user there, who comes back to the gate. */
export const continueWithAction = openAction(
  { fields: { provider: z.enum(providers), callbackUrl: text.optional() }, drawnFor: 'visitor', isHarmlessTwice: true },
  async ({ provider, callbackUrl }) => {
    const started = await startProvider(provider, safePath(callbackUrl));
    return started.ok ? { goTo: started.value } : refusedForm(started);
  },
);

/** "Continue with Google" inside a dialog: re-authenticates, and comes back to the same place. */
export const reauthenticateAction = signedAction(
  {
    fields: { provider: z.enum(providers), page: text },
    page: '/profile',
    allowWithoutTwoFactor: true,
    object: 'none',
  },
  async ({ provider, page }, context, signed) => {
    const returnTo = safePath(page);
    const begun = await startProviderReauthentication(context, signed, { provider, returnTo });
    if (!begun.ok) return refusedForm(begun);
    const started = await startProvider(provider, returnTo, { isProof: true, intent: begun.value });
    return started.ok ? { goTo: started.value } : refusedForm(started);
  },
);
