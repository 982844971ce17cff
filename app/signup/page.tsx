import { notFound, redirect } from 'next/navigation';
import { DeadLink } from '#app/_frame/dead-link.tsx';
import { ProviderButtons } from '#app/_frame/provider-buttons.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { settings } from '#lib/config/env.ts';
import { readInvitation } from '#lib/flows/sign-up/join-by-invitation.ts';
import { nameDomains } from '#lib/rules/account/sign-up-policy.ts';
import { requestContext } from '#lib/web/context.ts';
import { openedLink } from '#lib/web/opened-link.ts';
import { rememberedEmail, rememberedName } from '#lib/web/remembered-fields.ts';
import { currentUser } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { SignUpForm } from './sign-up-form.tsx';

export default async function SignUpPage({ searchParams }: PageProps<'/signup'>) {
  const { signup, signupDomains, passwordMinLength, termsUrl } = settings();
  if (await currentUser()) redirect('/');
  const invitation = await openedLink('invitation', (await searchParams)['link']);
  const invited = invitation && (await readInvitation(await requestContext(), invitation));
  if (invitation && !invited && signup !== 'open') {
    return (
      <DeadLink
        reason="It was used already, or there is a newer one, or it is too old. Ask for a new invitation."
        wayOn={{ href: '/login', label: 'Sign in' }}
      />
    );
  }
  if (signup !== 'open' && !invited) notFound();
  const title = titleOf('Create your account');
  return (
    <SignedOutFrame
      about={invited && invitation ? { link: invitation } : null}
      below={
        <>
          Already have an account?{' '}
          <a href="/login" className="link inline-block py-2">
            Sign in
          </a>
        </>
      }
    >
      <h1>Create your account</h1>
      {signupDomains.length > 0 && !invited && (
        <p className="mt-2 text-muted">For email addresses at {nameDomains(signupDomains)}.</p>
      )}
      <SignUpForm
        newPassword={(await myWords()).kit.newPassword}
        minimum={passwordMinLength}
        pageTitle={title}
        name={(await rememberedName()) ?? ''}
        email={invited ?? (await rememberedEmail()) ?? ''}
      />
      <ProviderButtons purpose="signUp" />
      {termsUrl && (
        <p className="hint mt-4">
          By creating an account you agree to the{' '}
          <a href={termsUrl} className="link">
            terms of use
          </a>
          .
        </p>
      )}
    </SignedOutFrame>
  );
}
