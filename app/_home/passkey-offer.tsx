import { declinePasskeyOfferAction, dismissPasskeyOfferAction } from '#app/_frame/actions.ts';
import { Icon } from '#app/_ui/icon.tsx';
import { NeedsScript } from '#app/_ui/needs-script.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { myWords } from '#lib/web/words.ts';
import { WherePasskeysAreKept } from './where-passkeys-are-kept.tsx';

/** Offers a passkey to someone without one. Last on the page, so that nothing moves where a browser can keep none. */
export async function PasskeyOffer({ hasPassword }: { hasPassword: boolean }) {
  const { home, passkeys } = await myWords();
  const words = home.passkeyOffer;
  return (
    <WherePasskeysAreKept>
      <section aria-labelledby="passkey-offer" className="card health mt-8">
        <span className="row-icon" aria-hidden="true">
          <Icon name="passkey" />
        </span>
        <div>
          <h2 id="passkey-offer">{words.heading}</h2>
          <p className="lead">{hasPassword ? words.text : words.withoutPassword}</p>
        </div>
        <div className="health-act row-act">
          <PlainForm action={declinePasskeyOfferAction} goesAway>
            <SubmitButton look="plain">{words.neverAgain}</SubmitButton>
          </PlainForm>
          <PlainForm action={dismissPasskeyOfferAction} goesAway>
            <SubmitButton look="plain">{words.notNow}</SubmitButton>
          </PlainForm>
          <NeedsScript otherwise={passkeys.needsScript}>
            <PageLink href="/profile/two-factor?dialog=add-passkey" scroll={false} className="button button-quiet">
              {passkeys.add}
            </PageLink>
          </NeedsScript>
        </div>
      </section>
    </WherePasskeysAreKept>
  );
}
