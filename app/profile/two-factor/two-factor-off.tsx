import { Badge } from '#app/_ui/badge.tsx';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { FocusHeading } from '#app/_ui/focus-heading.tsx';
import { Icon } from '#app/_ui/icon.tsx';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { settings } from '#lib/config/env.ts';
import { idle } from '#lib/result.ts';
import { myWords } from '#lib/web/words.ts';
import { beginAction } from './actions.ts';

/** The tab while two-factor is off: what it does, what it needs, one button. */
export async function TwoFactorOff({ takesFocus, notice }: { takesFocus: boolean; notice: string | null }) {
  const { heading, off } = (await myWords()).twoFactor;
  return (
    <>
      <ErrorSummary state={idle} notice={notice} />
      <section className="card offer" aria-labelledby="two-factor-heading">
        <div className="space-y-4">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <FocusHeading id="two-factor-heading" takesFocus={takesFocus} className="text-lg">
              {heading}
            </FocusHeading>
            <Badge look="off">{off.badge}</Badge>
          </div>
          <p>{off.about}</p>
          <p className="lead">{off.apps}</p>
          <PlainForm action={beginAction} className="pt-1">
            <SubmitButton id="enable" pendingLabel={off.enabling}>
              {off.enable}
            </SubmitButton>
          </PlainForm>
        </div>
        <div className="offer-side">
          <Phone appName={settings().appName} />
          <ul className="space-y-1.5">
            {off.points.map((point) => (
              <li key={point} className="flex gap-2">
                <Icon name="check" className="text-success" />
                {point}
              </li>
            ))}
          </ul>
        </div>
      </section>
    </>
  );
}

/** What an authenticator app looks like, for people who have never seen one. */
function Phone({ appName }: { appName: string }) {
  return (
    <div className="phone" aria-hidden="true">
      <div className="phone-entry">
        <span className="phone-name">{appName}</span>
        <bdi dir="ltr" className="phone-code">
          123 456
        </bdi>
        <span className="phone-time" />
      </div>
      <span className="phone-line" />
      <span className="phone-line" />
    </div>
  );
}
