import { DeadLink } from '#app/_shell/dead-link.tsx';
import { LinkForm } from '#app/_shell/link-form.tsx';
import { SignedOutFrame } from '#app/_shell/signed-out-frame.tsx';
import { titleOf } from '#app/_shell/title.ts';
import { hasLiveLink } from '#lib/web/opened-link.ts';
import { secureAccountAction } from './actions.ts';

const wayOn = { href: '/forgot-password', label: 'Reset your password' };

export default async function NotMePage() {
  if (!(await hasLiveLink('not-me'))) {
    return (
      <DeadLink
        reason="It was used already, or it is older than seven days. You can still choose a new password, which signs out every browser."
        wayOn={wayOn}
      />
    );
  }
  return (
    <SignedOutFrame>
      <h1>That was not you?</h1>
      <ul className="mt-3 list-disc space-y-1.5 ps-5 text-muted">
        <li>Every browser is signed out, yours too.</li>
        <li>Then you choose a new password.</li>
        <li>Your second factor stays as it is.</li>
      </ul>
      <LinkForm
        action={secureAccountAction}
        label="Sign out everyone and choose a new password"
        pendingLabel="Signing out…"
        pageTitle={titleOf('That was not you?')}
        wayOn={wayOn}
      />
    </SignedOutFrame>
  );
}
