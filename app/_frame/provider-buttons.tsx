import { PlainForm } from '#app/_ui/plain-form.tsx';
import { ProviderMark } from '#app/_ui/provider-mark.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { providerNames } from '#lib/rules/sign-in/authentication-methods.ts';
import { readCookie } from '#lib/web/cookies.ts';
import { configuredProviders } from '#lib/web/oauth/providers.ts';
import { myWords } from '#lib/web/words.ts';
import { continueWithAction } from './actions.ts';

type Props = { purpose: 'signIn' | 'signUp'; returnTo?: string };

/**
 * One form for each provider that is configured; several stand in a row by their names alone. The badge describes its
 * button without being part of its name.
 */
export async function ProviderButtons({ purpose, returnTo = '/' }: Props) {
  const ways = configuredProviders();
  if (ways.length === 0) return null;
  const { providers } = await myWords();
  const lastUsed = await readCookie('last-used');
  return (
    <>
      <p className="divider my-5">{providers.or}</p>
      <div className="provider-row">
        {ways.map((provider) => (
          <PlainForm key={provider} action={continueWithAction} className="relative">
            <input type="hidden" name="provider" value={provider} />
            <input type="hidden" name="callbackUrl" value={returnTo} />
            <SubmitButton
              look="quiet"
              className="button-wide"
              aria-label={providers[purpose]({ provider: providerNames[provider] })}
              {...(lastUsed === provider && { 'aria-describedby': 'last-used' })}
            >
              <ProviderMark provider={provider} />
              {ways.length > 1 ? (
                <bdi>{providerNames[provider]}</bdi>
              ) : (
                providers[purpose]({ provider: providerNames[provider] })
              )}
            </SubmitButton>
            {lastUsed === provider && (
              <span id="last-used" className="provider-hint badge badge-hint">
                {providers.lastUsed}
              </span>
            )}
          </PlainForm>
        ))}
      </div>
    </>
  );
}
