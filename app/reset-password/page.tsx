import { DeadLink } from '#app/_frame/dead-link.tsx';
import { LinkProof } from '#app/_frame/link-proof.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { settings } from '#lib/config/env.ts';
import { readPasswordReset } from '#lib/flows/account/reset-password.ts';
import { requestContext } from '#lib/web/context.ts';
import { provenForLink } from '#lib/web/oauth/link-proof.ts';
import { onlyConfigured } from '#lib/web/oauth/providers.ts';
import { openedLink } from '#lib/web/opened-link.ts';
import { pageError } from '#lib/web/page-error.ts';
import { proveForResetAction } from './actions.ts';
import { ResetForm } from './reset-form.tsx';

export default async function ResetPasswordPage({ searchParams }: PageProps<'/reset-password'>) {
  const query = await searchParams;
  const secret = await openedLink('reset-password', query['link']);
  const context = await requestContext();
  const proven = secret ? await provenForLink(secret) : null;
  const account = secret && (await readPasswordReset(context, secret, proven));
  if (!secret || !account) {
    return (
      <DeadLink
        reason="It was used already or is older than 30 minutes."
        wayOn={{ href: '/forgot-password', label: 'Send a new link' }}
      />
    );
  }
  const stuck = account.factors.filter(({ mayGo }) => !mayGo);
  const older = account.waysIn.filter(({ since }) => stuck.some((factor) => since < factor.since));
  return (
    <SignedOutFrame about={{ link: secret }}>
      <h1>Choose a new password</h1>
      <p className="mt-2 text-muted">
        For <strong className="break-words text-ink">{account.email}</strong>
      </p>
      <p className="mt-1 text-muted">Every browser will be signed out.</p>
      <LinkProof
        action={proveForResetAction}
        providers={onlyConfigured(older.map(({ provider }) => provider))}
        proven={proven}
      >
        Your second factor is new. If you didn’t set it up, confirm first that it’s you.
      </LinkProof>
      <ResetForm
        reset={account}
        minimum={settings().passwordMinLength}
        pageTitle={titleOf('Choose a new password')}
        notice={await pageError(query)}
        now={context.now}
      />
    </SignedOutFrame>
  );
}
