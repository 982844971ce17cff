import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { rememberedEmail } from '#lib/web/remembered-fields.ts';
import { myWords } from '#lib/web/words.ts';
import { RequestForm } from './request-form.tsx';
import { Sent } from './sent.tsx';

export default async function ForgotPasswordPage({ searchParams }: PageProps<'/forgot-password'>) {
  const { sent } = await searchParams;
  const email = await rememberedEmail();
  const { resetPassword, frame } = await myWords();
  const { title, intro, form } = resetPassword.ask;
  return (
    <SignedOutFrame
      below={
        <a href="/login" className="link inline-block py-2">
          {frame.backToSignIn}
        </a>
      }
    >
      {email && (sent === 'yes' || sent === 'again') ? (
        <Sent email={email} isAgain={sent === 'again'} />
      ) : (
        <>
          <h1>{title}</h1>
          <p className="mt-2 text-muted">{intro}</p>
          <RequestForm words={form} email={email ?? ''} pageTitle={titleOf(title)} />
        </>
      )}
    </SignedOutFrame>
  );
}
