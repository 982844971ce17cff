import { Banner } from '#app/_ui/banner.tsx';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { ProviderMark } from '#app/_ui/provider-mark.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import type { FormAction } from '#lib/result.ts';
import { type Provider, providerNames } from '#lib/rules/sign-in/authentication-methods.ts';
import { myWords } from '#lib/web/words.ts';

type Props = {
  action: FormAction;
  /** The linked providers that are an older proof and haven't been shown yet. */
  providers: readonly Provider[];
  /** The one that was shown. */
  proven: Provider | null;
  /** What a proof is good for here. */
  children: React.ReactNode;
};

/** On the page of a mailed link: an older provider as a proof that only the owner can give. Creates no session. */
export async function LinkProof({ action, providers, proven, children }: Props) {
  const { waysIn, providers: buttons } = await myWords();
  if (proven) {
    return (
      <div className="mt-5">
        <Banner look="success">
          <p>{waysIn.proof.confirmed({ provider: providerNames[proven] })}</p>
        </Banner>
      </div>
    );
  }
  if (providers.length === 0) return null;
  return (
    <section className="mt-6 space-y-3" aria-label={waysIn.proof.heading}>
      <p>{children}</p>
      {providers.map((provider) => (
        <PlainForm key={provider} action={action}>
          <input type="hidden" name="provider" value={provider} />
          <SubmitButton look="quiet" className="button-wide">
            <ProviderMark provider={provider} />
            {buttons.continue({ provider: providerNames[provider] })}
          </SubmitButton>
        </PlainForm>
      ))}
    </section>
  );
}
