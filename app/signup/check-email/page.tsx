import { redirect } from 'next/navigation';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Banner } from '#app/_ui/banner.tsx';
import { SendAgain } from '#app/_ui/send-again.tsx';
import { Sign } from '#app/_ui/sign.tsx';
import { rememberedEmail } from '#lib/web/remembered-fields.ts';
import { myWords } from '#lib/web/words.ts';
import { resendAction } from './actions.ts';

export default async function CheckEmailPage({ searchParams }: PageProps<'/signup/check-email'>) {
  const email = await rememberedEmail();
  if (!email) redirect('/signup');
  const isAgain = (await searchParams)['sent'] === 'again';
  return (
    <SignedOutFrame
      below={
        <a href="/signup" className="link inline-block py-2">
          Use another address
        </a>
      }
    >
      <title>{titleOf('Check your email')}</title>
      <Sign icon="mail" />
      <h1>Check your email</h1>
      <div className="mt-5 space-y-4">
        {isAgain && (
          <Banner look="success">
            <p>Sent again. Only the newest email counts.</p>
          </Banner>
        )}
        <p>
          We sent a link to <strong>{email}</strong>. It works for 24 hours.
        </p>
        <p className="text-muted">Nothing there? Look in spam.</p>
        <p>
          Confirmed already?{' '}
          <a href="/login" className="link inline-block py-2">
            Sign in
          </a>
        </p>
        <SendAgain action={resendAction} words={(await myWords()).kit.sendAgain} />
      </div>
    </SignedOutFrame>
  );
}
