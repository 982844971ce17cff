import { PlainForm } from '#app/_ui/plain-form.tsx';
import { ProviderMark } from '#app/_ui/provider-mark.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { type Provider, providerNames } from '#lib/rules/sign-in/authentication-methods.ts';
import { proveAction } from './actions.ts';

/** "Continue with Google": re-authenticates users who have no password. Comes back to `page`. */
export function ProveForms({ providers, page }: { providers: readonly Provider[]; page: string }) {
  return providers.map((provider) => (
    <PlainForm key={provider} action={proveAction}>
      <input type="hidden" name="provider" value={provider} />
      <input type="hidden" name="page" value={page} />
      <SubmitButton look="quiet">
        <ProviderMark provider={provider} />
        {`Continue with ${providerNames[provider]}`}
      </SubmitButton>
    </PlainForm>
  ));
}
