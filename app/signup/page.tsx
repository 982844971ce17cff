import { notFound, redirect } from 'next/navigation';
import { ProviderButtons } from '#app/_shell/provider-buttons.tsx';
import { SignedOutFrame } from '#app/_shell/signed-out-frame.tsx';
import { titleOf } from '#app/_shell/title.ts';
import { settings } from '#lib/env.ts';
import { currentSession } from '#lib/web/session.ts';
import { SignUpForm } from './sign-up-form.tsx';

export default async function SignUpPage() {
  const { signup, passwordMinLength, termsUrl } = settings();
  if (signup === 'closed') notFound();
  if (await currentSession()) redirect('/');
  const title = titleOf('Create your account');
  return (
    <SignedOutFrame>
      <h1>Create your account</h1>
      <SignUpForm minimum={passwordMinLength} pageTitle={title} />
      <ProviderButtons verb="Sign up with" />
      {termsUrl && (
        <p className="hint mt-4">
          By creating an account you agree to the{' '}
          <a href={termsUrl} className="link">
            terms of use
          </a>
          .
        </p>
      )}
      <p className="mt-6 text-center text-muted">
        Already have an account?{' '}
        <a href="/login" className="link inline-block py-2">
          Sign in
        </a>
      </p>
    </SignedOutFrame>
  );
}
