import { DeadLink } from '#app/_shell/dead-link.tsx';
import { LinkForm } from '#app/_shell/link-form.tsx';
import { SignedOutFrame } from '#app/_shell/signed-out-frame.tsx';
import { titleOf } from '#app/_shell/title.ts';
import { settings } from '#lib/env.ts';
import { isLiveLink, openedLink } from '#lib/web/opened-link.ts';
import { confirmSignUpAction } from './actions.ts';

const wayOn = { href: '/login', label: 'Sign in' };

export default async function ConfirmSignUpPage({ searchParams }: PageProps<'/signup/confirm'>) {
  const secret = await openedLink('sign-up', (await searchParams)['link']);
  if (!secret || !(await isLiveLink('sign-up', secret))) {
    return (
      <DeadLink
        reason="If you used it already, sign in. If it is older than 24 hours, create your account once more."
        wayOn={wayOn}
      />
    );
  }
  return (
    <SignedOutFrame about={{ link: secret }}>
      <h1>One more step</h1>
      <p className="mt-2 text-muted">Then your {settings().appName} account is ready, and you sign in.</p>
      <LinkForm
        action={confirmSignUpAction}
        label="Confirm your email address"
        pendingLabel="Confirming…"
        pageTitle={titleOf('Confirm your email address')}
        wayOn={wayOn}
      />
    </SignedOutFrame>
  );
}
