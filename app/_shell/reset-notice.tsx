import { keepSecondFactorAction } from '#app/_shell/actions.ts';
import { Icon } from '#app/_ui/icons.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { requestContext } from '#lib/web/context.ts';
import type { Signed } from '#lib/web/session.ts';
import { DrawnAbout } from './drawn-for.tsx';

/** An administrator ordered a reset of this person's second factor, and here sits somebody who can object. */
export async function ResetNotice({ signed: { resetDueAt } }: { signed: Signed }) {
  if (!resetDueAt) return null;
  const { now } = await requestContext();
  return (
    <div role="status" className="banner banner-warning mb-6">
      <Icon shape="warning" className="banner-icon" />
      <p>
        An administrator is going to turn your second factor off, at the first sign-in after{' '}
        <LocalTime at={resetDueAt} now={now} />. If you did not ask for that, keep it on.
      </p>
      <DrawnAbout object={resetDueAt.toISOString()}>
        <PlainForm action={keepSecondFactorAction} className="mt-2" goesAway>
          <SubmitButton className="button-small">Keep it on</SubmitButton>
        </PlainForm>
      </DrawnAbout>
    </div>
  );
}
