import { Badge } from '#app/_ui/badge.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { FocusHeading } from '#app/_ui/focus-heading.tsx';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { idle } from '#lib/result.ts';
import { beginAction } from './actions.ts';

/** The tab while two-factor is off: what it does, what it needs, one button. */
export function TwoFactorOff({ takesFocus, notice }: { takesFocus: boolean; notice: string | null }) {
  return (
    <>
      <ErrorSummary state={idle} notice={notice} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <FocusHeading id="two-factor-heading" takesFocus={takesFocus}>
          Two-factor authentication
        </FocusHeading>
        <Badge look="off">Off</Badge>
      </div>
      <div className="max-w-prose space-y-3">
        <p>
          When you sign in, we also ask for a 6-digit code from an app on your phone. A stolen password is then not
          enough.
        </p>
        <p className="text-muted">
          You need an authenticator app, for example Google Authenticator, Microsoft Authenticator, Authy, 1Password or
          Apple Passwords.
        </p>
      </div>
      <PlainForm action={beginAction}>
        <SubmitButton id="enable" pendingLabel="Opening…">
          Enable
        </SubmitButton>
      </PlainForm>
    </>
  );
}
