import { titleOf } from '#app/_frame/title.ts';
import { CheckField } from '#app/_ui/check-field.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { notMeAction } from '#app/profile/activity/actions.ts';
import { AddressStep } from '#app/profile/activity/address-step.tsx';
import { type RecentChange, recentAddressChange } from '#lib/flows/account/undo-in-session.ts';
import { maskEmail } from '#lib/rules/account/masked-email.ts';
import { requestContext } from '#lib/web/context.ts';
import { requireSession } from '#lib/web/session.ts';
import { twoFactorOf } from '#lib/web/two-factor.ts';
import { myWords } from '#lib/web/words.ts';
import type { Words } from '#lib/words/shape.ts';

export default async function NotMePage() {
  const signed = await requireSession('/profile/activity/not-me');
  const context = await requestContext();
  const { notMePage: words, changeBack } = (await myWords()).activity;
  const twoFactor = await twoFactorOf(signed.userId);
  const change = await recentAddressChange(context, signed.userId);
  const steps = [
    words.steps.sessions,
    signed.hasPassword ? words.steps.password : words.steps.providers,
    ...(twoFactor.isOn ? [words.steps.oneTimePasswords] : []),
  ];
  return (
    <div className="settings">
      <title>{titleOf(words.title)}</title>
      <Setting title={words.title} about={words.about}>
        {change && !change.isUndoable && (
          <div className="mb-3">
            <AddressStep change={change} now={context.now} />
          </div>
        )}
        <PlainForm action={notMeAction} className="card card-flush">
          <ol className="steps">
            {steps.map((step, index) => (
              <li key={step} className="row">
                <span className="step-number" aria-hidden="true">
                  {index + 1}
                </span>
                <p>{step}</p>
              </li>
            ))}
          </ol>
          {change?.isUndoable && <ChangeBack change={change} now={context.now} words={changeBack} />}
          <div className="card-foot justify-end">
            <PageLink href="/profile/activity" className="button button-plain">
              {words.back}
            </PageLink>
            <SubmitButton look="danger" pendingLabel={words.pending}>
              {words.submit}
            </SubmitButton>
          </div>
        </PlainForm>
      </Setting>
    </div>
  );
}

type ChangeBackProps = { change: RecentChange; now: Date; words: Words['activity']['changeBack'] };

/** The email was changed lately: it goes back, unless the user did that. */
function ChangeBack({ change, now, words }: ChangeBackProps) {
  return (
    <div className="card-body space-y-3 border-t border-line">
      <p>
        <Rich parts={words.about({ day: <LocalTime at={change.changedAt} now={now} look="day" /> })} />
      </p>
      <CheckField
        id="change-back"
        name="changeBack"
        value={change.changeId}
        label={words.label({ email: maskEmail(change.email) })}
        hint={words.hint}
        defaultChecked
      />
    </div>
  );
}
