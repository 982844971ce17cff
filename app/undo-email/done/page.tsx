import { redirect } from 'next/navigation';
import { LockedDown } from '#app/_frame/locked-down.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Email } from '#app/_ui/email.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { Sign } from '#app/_ui/sign.tsx';
import { maskEmail } from '#lib/rules/account/masked-email.ts';
import { rememberedEmail } from '#lib/web/remembered-fields.ts';
import { myWords } from '#lib/web/words.ts';

/** The email is back. The way on is in the mailbox, so there is no button. */
export default async function UndoneEmailPage() {
  const email = await rememberedEmail();
  if (!email) redirect('/login');
  const { title, text } = (await myWords()).accountLinks.undo.done;
  return (
    <SignedOutFrame>
      <title>{titleOf(title)}</title>
      <Sign icon="done" />
      <h1>{title}</h1>
      <p className="mt-3">
        <Rich parts={text({ email: <Email>{maskEmail(email)}</Email> })} />
      </p>
      <LockedDown email={email} />
    </SignedOutFrame>
  );
}
