import { Banner } from '#app/_ui/banner.tsx';
import { FocusHeading } from '#app/_ui/focus-heading.tsx';
import { OpenDialog } from '#app/_ui/open-dialog.tsx';

/** The address to sign in with, and how to change it. */
export function EmailSection({ email, isSent }: { email: string; isSent: boolean }) {
  return (
    <section className="space-y-3">
      <FocusHeading id="email-heading" takesFocus={isSent}>
        Email address
      </FocusHeading>
      {isSent && (
        <Banner look="success">
          <p>We sent a link to the new address. Until you open it, sign in with the old one.</p>
        </Banner>
      )}
      <p>
        <bdi dir="ltr" className="font-semibold">
          {email}
        </bdi>
      </p>
      <p className="text-muted">You sign in with it. Your authenticator app shows it beside your code.</p>
      <OpenDialog page="/profile" dialog="email" id="change-email" aria-describedby="email-heading">
        Change
      </OpenDialog>
    </section>
  );
}
