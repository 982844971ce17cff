import { dismissOfferAction } from '#app/_frame/actions.ts';
import { MenuLink } from '#app/_frame/menu-link.tsx';
import { Icon } from '#app/_ui/icons.tsx';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';

/** The quiet offer to people without a second factor; put away for three months by "Not now". */
export function Offer() {
  return (
    <section aria-labelledby="offer" className="card mt-6 flex flex-wrap items-center gap-x-6 gap-y-4">
      <span className="grid size-12 shrink-0 place-items-center rounded-full bg-accent-tint text-accent">
        <Icon shape="shield" size={24} />
      </span>
      <h2 id="offer" className="min-w-[min(12rem,100%)] flex-1 text-base">
        Add a second step to your sign-in. <span className="font-normal">It takes about two minutes.</span>
      </h2>
      <div className="flex flex-wrap gap-3">
        <MenuLink href="/profile/two-factor" className="button button-primary">
          Set it up
        </MenuLink>
        <PlainForm action={dismissOfferAction} goesAway>
          <SubmitButton look="quiet">Not now</SubmitButton>
        </PlainForm>
      </div>
    </section>
  );
}
