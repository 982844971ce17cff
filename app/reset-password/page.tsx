import { DeadLink } from '#app/_frame/dead-link.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { settings } from '#lib/config/env.ts';
import { readPasswordReset } from '#lib/flows/account/reset-password.ts';
import { requestContext } from '#lib/web/context.ts';
import { openedLink } from '#lib/web/opened-link.ts';
import { ResetForm } from './reset-form.tsx';

export default async function ResetPasswordPage({ searchParams }: PageProps<'/reset-password'>) {
  const secret = await openedLink('reset-password', (await searchParams)['link']);
  const context = await requestContext();
  const person = secret && (await readPasswordReset(context, secret));
  if (!secret || !person) {
    return (
      <DeadLink
        reason="It was used already or is older than 30 minutes."
        wayOn={{ href: '/forgot-password', label: 'Send a new link' }}
      />
    );
  }
  return (
    <SignedOutFrame about={{ link: secret }}>
      <h1>Choose a new password</h1>
      <p className="mt-2 text-muted">
        For <strong className="text-ink">{person.email}</strong>. Every browser will be signed out.
      </p>
      <ResetForm
        reset={person}
        minimum={settings().passwordMinLength}
        pageTitle={titleOf('Choose a new password')}
        now={context.now}
      />
    </SignedOutFrame>
  );
}
