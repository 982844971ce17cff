import { redirect } from 'next/navigation';
import { LockedDown } from '#app/_frame/locked-down.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Sign } from '#app/_ui/sign.tsx';
import { maskEmail } from '#lib/rules/account/masked-email.ts';
import { rememberedEmail } from '#lib/web/remembered-fields.ts';

/** An objection has won: nothing changes, or the email is back and a new mail leads on. */
export default async function KeptAddressPage({ searchParams }: PageProps<'/keep-address/done'>) {
  const email = await rememberedEmail();
  if (!email) redirect('/login');
  const wasWaiting = (await searchParams)['was'] === 'waiting';
  return (
    <SignedOutFrame>
      <title>{titleOf('Your email address stays')}</title>
      <Sign icon="done" />
      <h1>Your email address stays</h1>
      <p className="mt-3">
        The address of your account is <strong className="break-words">{maskEmail(email)}</strong>.
        {wasWaiting && ' If somebody else knows your password, change it now.'}
      </p>
      {wasWaiting ? (
        <a href="/login" className="button button-primary button-wide mt-6">
          Sign in
        </a>
      ) : (
        <LockedDown email={email} />
      )}
    </SignedOutFrame>
  );
}
