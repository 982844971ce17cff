import { DeadLink } from '#app/_frame/dead-link.tsx';
import { LinkForm } from '#app/_frame/link-form.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Banner } from '#app/_ui/banner.tsx';
import { Sign } from '#app/_ui/sign.tsx';
import { linkAccount, openedLink } from '#lib/web/opened-link.ts';
import { currentUser } from '#lib/web/session.ts';
import { confirmEmailAction } from './actions.ts';

export default async function ConfirmEmailPage({ searchParams }: PageProps<'/confirm-email'>) {
  const isSigned = (await currentUser()) !== null;
  const wayOn = isSigned ? { href: '/profile', label: 'Go to your profile' } : { href: '/login', label: 'Sign in' };
  if ((await searchParams)['done'] === 'yes') {
    return (
      <SignedOutFrame>
        <title>{titleOf('Email address confirmed')}</title>
        <Sign icon="mail" />
        <h1>Email address confirmed</h1>
        <div className="mt-5 space-y-6">
          <Banner look="success">
            <p>Your new email address counts from now on.</p>
          </Banner>
          <a href={wayOn.href} className="button button-primary button-wide">
            {wayOn.label}
          </a>
        </div>
      </SignedOutFrame>
    );
  }
  const secret = await openedLink('change-email', (await searchParams)['link']);
  const account = await linkAccount('change-email', secret);
  if (!secret || !account) {
    return <DeadLink reason="It was used already, or it is older than 24 hours." wayOn={wayOn} />;
  }
  return (
    <SignedOutFrame about={{ link: secret }}>
      <Sign icon="mail" />
      <h1>Confirm your new email address</h1>
      <p className="mt-2 text-muted">
        It becomes the address of the account{' '}
        <bdi dir="ltr" className="text-ink">
          {account}
        </bdi>
        . We’ll notify your old address.
      </p>
      <LinkForm
        action={confirmEmailAction}
        label="Confirm this email address"
        pendingLabel="Confirming…"
        pageTitle={titleOf('Confirm your new email address')}
        wayOn={wayOn}
      />
    </SignedOutFrame>
  );
}
