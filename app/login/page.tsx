import { redirect } from 'next/navigation';
import { ProviderButtons } from '#app/_frame/provider-buttons.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Banner } from '#app/_ui/banner.tsx';
import { settings } from '#lib/config/env.ts';
import { safePath } from '#lib/http/safe-redirect.ts';
import { begunSignIn } from '#lib/web/begun-sign-in.ts';
import { pageError } from '#lib/web/page-error.ts';
import { rememberedAddress } from '#lib/web/remembered-address.ts';
import { currentUser } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { say } from '#lib/words/say.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Why someone finds themselves here. Anything else in `?reason=` is ignored. */
const reasons = new Map([
  ['signed-out', { look: 'success', text: 'You are signed out.' }],
  ['signed-up', { look: 'info', text: 'Sign in to go on. If you already had an account, its password is unchanged.' }],
  ['confirmed', { look: 'success', text: 'Your email address is confirmed. Sign in to go on.' }],
  ['joined', { look: 'success', text: 'Your account is made. Sign in to go on.' }],
  ['reset', { look: 'success', text: 'Your password is changed. Sign in with the new one.' }],
  ['deleted', { look: 'success', text: 'Your account is deleted.' }],
  ['expired', { look: 'info', code: 'session-ended' }],
  ['challenge-expired', { look: 'warning', code: 'challenge-expired' }],
  ['challenge-spent', { look: 'warning', code: 'challenge-spent' }],
] as const);

export default async function LoginPage({ searchParams }: PageProps<'/login'>) {
  if (await currentUser()) redirect('/');
  const query = await searchParams;
  const { appName, signup } = settings();
  const words = await myWords();
  const reason = reasons.get(query['reason'] as 'expired');
  const begun = String(query['reason']).startsWith('challenge-') ? await begunSignIn() : null;
  const title = titleOf('Sign in');
  const returnTo = safePath(query['callbackUrl']);
  return (
    <SignedOutFrame>
      <h1>Sign in to {appName}</h1>
      {reason && (
        <div className="mt-5">
          <Banner look={reason.look}>
            <p>{'code' in reason ? say(words, reason.code) : reason.text}</p>
          </Banner>
        </div>
      )}
      <SignInForm
        email={(await rememberedAddress()) ?? begun?.email ?? ''}
        returnTo={returnTo}
        notice={await pageError(query)}
        pageTitle={title}
      />
      <ProviderButtons verb="Sign in with" returnTo={returnTo} />
      {signup === 'open' && (
        <p className="mt-6 text-center text-muted">
          New to {appName}?{' '}
          <a href="/signup" className="link inline-block py-2">
            Create an account
          </a>
        </p>
      )}
    </SignedOutFrame>
  );
}
