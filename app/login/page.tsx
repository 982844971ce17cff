import { redirect } from 'next/navigation';
import { ProviderButtons } from '#app/_frame/provider-buttons.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Banner } from '#app/_ui/banner.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { settings } from '#lib/config/env.ts';
import { limits, MINUTE_MS } from '#lib/config/limits.ts';
import { safePath } from '#lib/http/safe-redirect.ts';
import { relyingParty } from '#lib/rules/two-factor/relying-party.ts';
import { begunSignIn } from '#lib/web/begun-sign-in.ts';
import { pageError } from '#lib/web/page-error.ts';
import { rememberedEmail } from '#lib/web/remembered-fields.ts';
import { currentUser } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { say } from '#lib/words/say.ts';
import type { Words } from '#lib/words/shape.ts';
import { PasskeySignIn } from './passkey-sign-in.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** How what brought someone here is shown. Anything else in `?reason=` is ignored. */
const looks = new Map([
  ['signed-out', 'success'],
  ['signed-up', 'info'],
  ['confirmed', 'success'],
  ['joined', 'success'],
  ['reset', 'success'],
  ['deleted', 'success'],
  ['expired', 'info'],
  ['challenge-expired', 'warning'],
  ['challenge-spent', 'warning'],
] as const);
type Reason = Parameters<typeof looks.get>[0];

export default async function LoginPage({ searchParams }: PageProps<'/login'>) {
  if (await currentUser()) redirect('/');
  const query = await searchParams;
  const { appName, signup } = settings();
  const hasPasskeys = relyingParty(settings()) !== null;
  const words = await myWords();
  const reason = query['reason'] as Reason;
  const look = looks.get(reason);
  const begun = String(query['reason']).startsWith('challenge-') ? await begunSignIn() : null;
  const title = titleOf(words.signIn.title);
  const returnTo = safePath(query['callbackUrl']);
  return (
    <SignedOutFrame below={signup === 'open' && <Rich parts={words.signIn.newHere({ appName, link: signUpLink })} />}>
      <h1>{words.signIn.heading({ appName })}</h1>
      {look && (
        <div className="mt-5">
          <Banner look={look}>
            <p>{explain(reason, words)}</p>
          </Banner>
        </div>
      )}
      {hasPasskeys && (
        <PasskeySignIn
          words={words.signIn.passkey}
          returnTo={returnTo}
          freshForMs={limits.passkeySignInLifeMs - MINUTE_MS}
        />
      )}
      <SignInForm
        words={words.signIn.form}
        email={(await rememberedEmail()) ?? begun?.email ?? ''}
        returnTo={returnTo}
        notice={await pageError(query)}
        pageTitle={title}
        hasPasskeys={hasPasskeys}
      />
      <ProviderButtons purpose="signIn" returnTo={returnTo} />
    </SignedOutFrame>
  );
}

/** Why someone finds themselves here. */
function explain(reason: Reason, words: Words): string {
  if (reason === 'expired') return say(words, 'session-ended');
  if (reason === 'challenge-expired' || reason === 'challenge-spent') return say(words, reason);
  return words.signIn.reasons[reason];
}

function signUpLink(text: string) {
  return (
    <a href="/signup" className="link inline-block py-2">
      {text}
    </a>
  );
}
