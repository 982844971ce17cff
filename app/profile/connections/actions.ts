'use server';
import { z } from 'zod';
import { connectionName } from '#lib/flows/account/steps/object-state.ts';
import { disconnectProvider } from '#lib/flows/providers/disconnect-provider.ts';
import { startProviderLink } from '#lib/flows/providers/start-provider-flow.ts';
import { providers } from '#lib/rules/sign-in/authentication-methods.ts';
import { signedAction, text } from '#lib/web/action.ts';
import { refusedFields, refusedForm } from '#lib/web/form-state.ts';
import { startProvider } from '#lib/web/oauth/sign-in.ts';
import { refreshPages } from '#lib/web/refresh.ts';
import { parseSecondFactorFormIfEnabled, secondFactorFields } from '#lib/web/second-factor-form.ts';
import { rotateSession } from '#lib/web/session.ts';

const page = '/profile/connections';
const fields = { provider: z.enum(providers), password: text.optional() };

/** "Connect": re-authentication here, then consent there. The only way a provider is ever linked to an account. */
export const connectAction = signedAction(
  { fields: { ...secondFactorFields, provider: z.enum(providers) }, page, object: 'none' },
  async ({ provider, ...typed }, context, signed) => {
    const form = parseSecondFactorFormIfEnabled(typed, signed);
    if ('state' in form) return form.state;
    const { submittedCode, password } = form;
    const returnTo = `${page}?done=${provider}`;
    const begun = await startProviderLink(context, signed, { provider, password, submittedCode, returnTo });
    if (!begun.ok) return form.refused(begun);
    const started = await startProvider(provider, returnTo, { intent: begun.value });
    return started.ok ? { goTo: started.value } : refusedForm(started);
  },
);

/** "Disconnect". */
export const disconnectAction = signedAction(
  { fields, page, object: (context, { userId }, { provider }) => connectionName(context, userId, provider) },
  async ({ provider, password = '' }, context, signed) => {
    const gone = await disconnectProvider(context, signed, { provider, password });
    if (!gone.ok) return gone.code.startsWith('password-') ? refusedFields({ password: gone }) : refusedForm(gone);
    await rotateSession(signed.userId, gone.value);
    refreshPages();
    return { goTo: `${page}?gone=${provider}` };
  },
);
