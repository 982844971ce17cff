import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { rememberedAddress } from '#lib/web/remembered-address.ts';
import { RequestForm } from './request-form.tsx';
import { Sent } from './sent.tsx';

export default async function ForgotPasswordPage({ searchParams }: PageProps<'/forgot-password'>) {
  const { sent } = await searchParams;
  const email = await rememberedAddress();
  return (
    <SignedOutFrame>
      {email && (sent === 'yes' || sent === 'again') ? (
        <Sent email={email} isAgain={sent === 'again'} />
      ) : (
        <>
          <h1>Reset your password</h1>
          <p className="mt-2 text-muted">We email you a link to a page where you choose a new one.</p>
          <RequestForm email={email ?? ''} pageTitle={titleOf('Reset your password')} />
        </>
      )}
      <p className="mt-6 text-center">
        <a href="/login" className="link inline-block py-2">
          Back to sign in
        </a>
      </p>
    </SignedOutFrame>
  );
}
