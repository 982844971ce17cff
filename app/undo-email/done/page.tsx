import { redirect } from 'next/navigation';
import { LockedDown } from '#app/_frame/locked-down.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Sign } from '#app/_ui/sign.tsx';
import { maskEmail } from '#lib/rules/account/masked-email.ts';
import { rememberedEmail } from '#lib/web/remembered-fields.ts';

/** The email is back. The way on is in the mailbox, so there is no button. */
export default async function UndoneEmailPage() {
  const email = await rememberedEmail();
  if (!email) redirect('/login');
  return (
    <SignedOutFrame>
      <title>{titleOf('Your email address is back')}</title>
      <Sign icon="done" />
      <h1>Your email address is back</h1>
      <p className="mt-3">
        The address of your account is <strong className="break-words">{maskEmail(email)}</strong> again.
      </p>
      <LockedDown email={email} />
    </SignedOutFrame>
  );
}
