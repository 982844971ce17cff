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

/** An objection has won: nothing changes, or the email is back and a new mail leads on. */
export default async function KeptAddressPage({ searchParams }: PageProps<'/keep-address/done'>) {
  const email = await rememberedEmail();
  if (!email) redirect('/login');
  const wasWaiting = (await searchParams)['was'] === 'waiting';
  const { accountLinks, frame } = await myWords();
  const { title, text, textBefore } = accountLinks.keep.done;
  const shown = { email: <Email>{maskEmail(email)}</Email> };
  return (
    <SignedOutFrame>
      <title>{titleOf(title)}</title>
      <Sign icon="done" />
      <h1>{title}</h1>
      <p className="mt-3">
        <Rich parts={wasWaiting ? textBefore(shown) : text(shown)} />
      </p>
      {wasWaiting ? (
        <a href="/login" className="button button-primary button-wide mt-6">
          {frame.signIn}
        </a>
      ) : (
        <LockedDown email={email} />
      )}
    </SignedOutFrame>
  );
}
