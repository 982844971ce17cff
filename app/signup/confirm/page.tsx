import { DeadLink } from '#app/_frame/dead-link.tsx';
import { LinkForm } from '#app/_frame/link-form.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Sign } from '#app/_ui/sign.tsx';
import { settings } from '#lib/config/env.ts';
import { readSignUp } from '#lib/flows/sign-up/confirm-sign-up.ts';
import { requestContext } from '#lib/web/context.ts';
import { openedLink } from '#lib/web/opened-link.ts';
import { myWords } from '#lib/web/words.ts';
import { confirmSignUpAction } from './actions.ts';
import { ConfirmForm } from './confirm-form.tsx';

const wayOn = { href: '/login', label: 'Sign in' };

export default async function ConfirmSignUpPage({ searchParams }: PageProps<'/signup/confirm'>) {
  const secret = await openedLink('sign-up', (await searchParams)['link']);
  const waiting = secret && (await readSignUp(await requestContext(), secret));
  if (!secret || !waiting) {
    return (
      <DeadLink
        reason="If you used it already, sign in. If it is older than 24 hours, create your account once more."
        wayOn={wayOn}
      />
    );
  }
  const pageTitle = titleOf('Confirm your email address');
  if (!waiting.isOwnBrowser) {
    return (
      <SignedOutFrame about={{ link: secret }}>
        <Sign icon="mail" />
        <h1>One more step</h1>
        <p className="mt-2 text-muted">
          This isn’t the browser that signed up, so choose your name and password for{' '}
          <strong className="break-words text-ink">{waiting.email}</strong> here. You can use the same password again.
        </p>
        <ConfirmForm
          newPassword={(await myWords()).kit.newPassword}
          email={waiting.email}
          minimum={settings().passwordMinLength}
          pageTitle={pageTitle}
        />
      </SignedOutFrame>
    );
  }
  return (
    <SignedOutFrame about={{ link: secret }}>
      <Sign icon="mail" />
      <h1>One more step</h1>
      <p className="mt-2 text-muted">Then your {settings().appName} account is ready, and you sign in.</p>
      <LinkForm
        action={confirmSignUpAction}
        label="Confirm your email address"
        pendingLabel="Confirming…"
        pageTitle={pageTitle}
        wayOn={wayOn}
      />
    </SignedOutFrame>
  );
}
