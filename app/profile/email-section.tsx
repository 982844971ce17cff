import { Banner } from '#app/_ui/banner.tsx';
import { FocusHeading } from '#app/_ui/focus-heading.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';

/** The account's email, which users with a password sign in with, and how to change it. */
export function EmailSection({ email, hasPassword, isSent }: { email: string; hasPassword: boolean; isSent: boolean }) {
  return (
    <section className="space-y-3">
      <FocusHeading id="email-heading" takesFocus={isSent}>
        Email address
      </FocusHeading>
      {isSent && (
        <Banner look="success">
          <p>We sent a link to the new address. Your address stays as it is until you confirm the new one.</p>
        </Banner>
      )}
      <p>
        <bdi dir="ltr" className="font-semibold">
          {email}
        </bdi>
      </p>
      <p className="text-muted">{hasPassword && 'You sign in with it. '}We email you here about your account.</p>
      <OpenDialog page="/profile" dialog="email" id="change-email" aria-describedby="email-heading">
        Change
      </OpenDialog>
    </section>
  );
}
