'use server';
import { z } from 'zod';
import { beginProviderProof } from '#lib/flows/begin-provider-proof.ts';
import { rename } from '#lib/flows/rename.ts';
import { limits } from '#lib/limits.ts';
import { providers } from '#lib/rules/methods.ts';
import { readName } from '#lib/rules/person-name.ts';
import { safePath } from '#lib/rules/safe-redirect.ts';
import { signedAction, text } from '#lib/web/action.ts';
import { writeCookie } from '#lib/web/cookies.ts';
import { refusedFields, refusedForm } from '#lib/web/form-state.ts';
import { refreshPages } from '#lib/web/refresh.ts';
import { startProvider } from '#lib/web/sign-in.ts';

export const renameAction = signedAction({ fields: { name: text }, keep: ['name'], page: '/profile' }, async (typed, context, signed) => {
  const name = readName(typed.name);
  if (!name.ok) return refusedFields({ name });
  await rename(context, signed.userId, name.value);
  refreshPages();
  return { status: 'done', message: 'Saved', values: { name: name.value } };
});

/** "Continue with Google" inside a dialog: proves who sits here and comes back to the same place. */
export const proveAction = signedAction(
  { fields: { provider: z.enum(providers), page: text }, page: '/profile' },
  async ({ provider, page }, context, signed) => {
    const returnTo = safePath(page);
    const actor = { idHash: signed.sessionIdHash, userId: signed.userId };
    const begun = await beginProviderProof(context, actor, { provider, returnTo });
    if (!begun.ok) return refusedForm(begun);
    const started = await startProvider(provider, returnTo, { isProof: true });
    if (!started.ok) return refusedForm(started);
    await writeCookie('intent', begun.value, limits.intentLifeMs);
    return { goTo: started.value };
  },
);
