import { DeadLink } from '#app/_frame/dead-link.tsx';

import { LinkForm } from '#app/_frame/link-form.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Sign } from '#app/_ui/sign.tsx';
import { readNotMe } from '#lib/flows/account/secure-account.ts';
import { providerNames } from '#lib/rules/sign-in/authentication-methods.ts';
import { requestContext } from '#lib/web/context.ts';
import { openedLink } from '#lib/web/opened-link.ts';
import { secureAccountAction } from './actions.ts';

const wayOn = { href: '/forgot-password', label: 'Reset your password' };

export default async function NotMePage({ searchParams }: PageProps<'/not-me'>) {
  const secret = await openedLink('not-me', (await searchParams)['link']);
  const link = secret && (await readNotMe(await requestContext(), secret));
  if (!secret || !link) {
    return (
      <DeadLink
        reason="It was used already, it is older than seven days, or the password or email address has changed since. You can still choose a new password, which signs out every browser."
        wayOn={wayOn}
      />
    );
  }
  return (
    <SignedOutFrame about={{ link: secret }}>
      <title>{titleOf('Wasn’t you?')}</title>
      <Sign icon="lock" isWarning />
      <h1>Wasn’t you?</h1>
      <p className="mt-2 text-muted">
        Lock down the account of <strong className="break-words text-ink">{link.email}</strong>:
      </p>
      <ul className="mt-3 list-disc space-y-1.5 ps-5 text-muted">
        {link.provider && <li>{providerNames[link.provider]} is disconnected.</li>}
        <li>Every browser is signed out, yours too.</li>
        <li>Nobody can sign in until you choose a new password. We email you a link for that.</li>
        <li>Two-factor authentication stays as it is.</li>
      </ul>
      <LinkForm
        action={secureAccountAction}
        label="Lock down my account"
        pendingLabel="Locking down…"
        pageTitle={titleOf('Wasn’t you?')}
        wayOn={wayOn}
      />
    </SignedOutFrame>
  );
}
