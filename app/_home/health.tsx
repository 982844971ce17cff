import { dismissOfferAction } from '#app/_frame/actions.ts';
import { Icon } from '#app/_ui/icon.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import type { Protection } from '#lib/rules/account/protection.ts';
import type { Words } from '#lib/words/shape.ts';

const places: Readonly<Record<Protection, string>> = {
  strong: '/profile/two-factor',
  'few-one-time-passwords': '/profile/two-factor?dialog=renew',
  'no-one-time-passwords': '/profile/two-factor?dialog=renew',
  'app-disabled': '/profile/two-factor?dialog=move',
  'no-two-factor': '/profile/two-factor',
};

type Props = {
  protection: Protection;
  /** Whether "Not now" can put the offer away. */
  isOffered: boolean;
  /** Dismissed before: still said, but no longer asked for. */
  isPutAway: boolean;
  words: Words['home'];
  /** What is done and what is missing. */
  children: React.ReactNode;
};

/** How well the account is protected, and the one thing to do about it. */
export function Health({ protection, isOffered, isPutAway, words, children }: Props) {
  const { heading, text, act } = words.health[protection];
  const isStrong = protection === 'strong';
  return (
    <section aria-labelledby="health" className="card health">
      <span className={isStrong ? 'ring' : 'ring ring-warning'}>
        <Icon name={isStrong ? 'shield' : 'warning'} size="large" />
      </span>
      <div>
        <h2 id="health">{heading}</h2>
        <p className="lead">{text}</p>
        {children}
      </div>
      <div className="health-act row-act">
        {isOffered && (
          <PlainForm action={dismissOfferAction} goesAway>
            <SubmitButton look="plain">{words.notNow}</SubmitButton>
          </PlainForm>
        )}
        <PageLink
          href={places[protection]}
          scroll={false}
          className={`button ${isStrong || isPutAway ? 'button-quiet' : 'button-primary'}`}
        >
          {act}
        </PageLink>
      </div>
    </section>
  );
}
