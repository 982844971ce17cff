import { redirect } from 'next/navigation';
import { LockedDown } from '#app/_frame/locked-down.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Sign } from '#app/_ui/sign.tsx';
import { rememberedEmail } from '#lib/web/remembered-fields.ts';
import { myWords } from '#lib/web/words.ts';

/** A "Not you?" link has locked the account down. The way on is in the mailbox, so there is no button. */
export default async function LockedDownPage() {
  const email = await rememberedEmail();
  if (!email) redirect('/login');
  const { title } = (await myWords()).accountLinks.lockedDown;
  return (
    <SignedOutFrame>
      <title>{titleOf(title)}</title>
      <Sign icon="lock" />
      <h1>{title}</h1>
      <LockedDown email={email} />
    </SignedOutFrame>
  );
}
