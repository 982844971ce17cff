'use server';
import { z } from 'zod';
import { refuse } from '#lib/result.ts';
import { providers } from '#lib/rules/methods.ts';
import { safePath } from '#lib/rules/safe-redirect.ts';
import { openAction, text } from '#lib/web/action.ts';
import { refusedFields, refusedForm } from '#lib/web/form-state.ts';
import { signInWith, startProvider } from '#lib/web/sign-in.ts';

/** First factor by password. */
export const signInAction = openAction(
  { fields: { email: text, password: text, callbackUrl: text.optional() }, keep: ['email'] },
  async ({ email, password, callbackUrl }) => {
    const missing = { email: email.trim() ? null : refuse('email-empty'), password: password ? null : refuse('password-empty') };
    if (missing.email || missing.password) return refusedFields(missing);
    const returnTo = safePath(callbackUrl);
    const signedIn = await signInWith({ provider: 'password', email, password, returnTo }, returnTo);
    return signedIn.ok ? { goTo: signedIn.value } : refusedForm(signedIn);
  },
);

/** First factor by a provider: the person goes there and comes back to the gate. */
export const continueWithAction = openAction(
  { fields: { provider: z.enum(providers), callbackUrl: text.optional() } },
  async ({ provider, callbackUrl }) => {
    const started = await startProvider(provider, safePath(callbackUrl));
    return started.ok ? { goTo: started.value } : refusedForm(started);
  },
);
