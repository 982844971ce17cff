import { titleOf } from '#app/_shell/title.ts';
import { PlainForm } from '#app/_ui/plain-form.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { notMeAction } from '#app/profile/activity/actions.ts';
import { describeTwoFactor } from '#lib/flows/describe-two-factor.ts';
import { requestContext } from '#lib/web/context.ts';
import { requireSession } from '#lib/web/session.ts';

export default async function NotMePage() {
  const signed = await requireSession('/profile/activity/not-me');
  const twoFactor = await describeTwoFactor(await requestContext(), signed.userId);
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
      <div className="flex flex-wrap gap-3">
        <PlainForm action={notMeAction}>
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
