import { PlainForm } from '#app/_ui/plain-form.tsx';
import { ProviderMark } from '#app/_ui/provider-mark.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { type Provider, providerNames } from '#lib/rules/sign-in/authentication-methods.ts';
import { myWords } from '#lib/web/words.ts';
import { reauthenticateAction } from './actions.ts';

/** "Continue with Google": re-authenticates users who have no password. Comes back to `page`. */
export async function ReauthenticateForms({ providers, page }: { providers: readonly Provider[]; page: string }) {
  const { providers: words } = await myWords();
  return (
    <div className="flex flex-wrap gap-2">
      {providers.map((provider) => (
        <PlainForm key={provider} action={reauthenticateAction}>
          <input type="hidden" name="provider" value={provider} />
          <input type="hidden" name="page" value={page} />
          <SubmitButton look="quiet">
            <ProviderMark provider={provider} />
            {words.continue({ provider: providerNames[provider] })}
          </SubmitButton>
        </PlainForm>
      ))}
    </div>
  );
}
