import { titleOf } from '#app/_frame/title.ts';
import { CheckField } from '#app/_ui/check-field.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { notMeAction } from '#app/profile/activity/actions.ts';
import { AddressStep } from '#app/profile/activity/address-step.tsx';
import { type RecentChange, recentAddressChange } from '#lib/flows/account/undo-in-session.ts';
import { describeTwoFactor } from '#lib/flows/two-factor/steps/describe-two-factor.ts';
import { maskEmail } from '#lib/rules/account/masked-email.ts';
import { requestContext } from '#lib/web/context.ts';
import { requireSession } from '#lib/web/session.ts';

export default async function NotMePage() {
  const signed = await requireSession('/profile/activity/not-me');
  const context = await requestContext();
  const twoFactor = await describeTwoFactor(context, signed.userId);
  const change = await recentAddressChange(context, signed.userId);
  return (
    <div className="max-w-prose space-y-5">
      <title>{titleOf('This wasn’t me')}</title>
      <h2>This wasn’t me</h2>
      <p>Then somebody else was in your account, or tried to get in. Lock them out in a minute:</p>
      <ol className="list-decimal space-y-1.5 ps-6">
        <li>Every other browser is signed out. This one stays signed in.</li>
        <li>You {signed.hasPassword ? 'choose a new password' : 'look after the account that you sign in with'}.</li>
        {twoFactor.isOn && <li>You get new one-time passwords, in case somebody saw the ones you have.</li>}
      </ol>
      {change && !change.isUndoable && <AddressStep change={change} now={context.now} />}
      <div className="flex flex-wrap items-end gap-3">
        <PlainForm action={notMeAction} className="space-y-5">
          {change?.isUndoable && <ChangeBack change={change} now={context.now} />}
          <SubmitButton look="danger" pendingLabel="Signing out…">
            Sign out everyone else
          </SubmitButton>
        </PlainForm>
        <a href="/profile/activity" className="button button-quiet">
          Back
        </a>
      </div>
    </div>
  );
}

/** The email was changed lately: it goes back, unless the user did that. */
function ChangeBack({ change, now }: { change: RecentChange; now: Date }) {
  return (
    <div className="space-y-2">
      <p>
        Your email address was changed on <LocalTime at={change.changedAt} now={now} look="day" />. Was that you, too?
        Then untick this.
      </p>
      <CheckField
        id="change-back"
        name="changeBack"
        value={change.changeId}
        label={`Change my email address back to ${maskEmail(change.email)}`}
        hint="You’re signed out everywhere, here too. We send a link there to choose a new password."
        defaultChecked
      />
    </div>
  );
}
