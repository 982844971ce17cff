import { DeadLink } from '#app/_frame/dead-link.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Sign } from '#app/_ui/sign.tsx';
import { readResetLink } from '#lib/flows/two-factor/steps/execute-due-reset.ts';
import { requestContext } from '#lib/web/context.ts';
import { readCookie } from '#lib/web/cookies.ts';

/** The link of the mail "it is due" was opened in this browser: the next sign-in here turns two-factor off. */
export default async function ResetDuePage() {
  const secret = await readCookie('reset');
  const account = secret && (await readResetLink(await requestContext(), secret));
  if (!account) {
    return (
      <DeadLink
        reason="It was used already, it is older than seven days, or the reset was cancelled. Ask the administrator again."
        wayOn={{ href: '/login', label: 'Sign in' }}
      />
    );
  }
  return (
    <SignedOutFrame>
      <title>{titleOf('Sign in without your authenticator')}</title>
      <Sign icon="shield-off" />
      <h1>You can sign in without your authenticator now</h1>
      <p className="mt-2 text-muted">
        For <strong className="text-ink">{account.email}</strong>. Signing in in this browser turns two-factor
        authentication off. Turn it on again afterwards under Profile, Two-Factor Auth.
      </p>
      <div className="mt-6">
        <a href="/login" className="button button-primary button-wide">
          Sign in
        </a>
      </div>
    </SignedOutFrame>
  );
}
