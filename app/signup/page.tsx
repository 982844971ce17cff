import { notFound, redirect } from 'next/navigation';
import { DeadLink } from '#app/_frame/dead-link.tsx';
import { ProviderButtons } from '#app/_frame/provider-buttons.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Rich } from '#app/_ui/rich.tsx';
import { settings } from '#lib/config/env.ts';
import { readInvitation } from '#lib/flows/sign-up/join-by-invitation.ts';
import { requestContext } from '#lib/web/context.ts';
import { openedLink } from '#lib/web/opened-link.ts';
import { rememberedEmail, rememberedName } from '#lib/web/remembered-fields.ts';
import { currentUser } from '#lib/web/session.ts';
import { requestLanguage } from '#lib/web/words.ts';
import { formatsIn, wordsOf } from '#lib/words/catalogue.ts';
import { SignUpForm } from './sign-up-form.tsx';

export default async function SignUpPage({ searchParams }: PageProps<'/signup'>) {
  const { appName, signup, signupDomains, passwordMinLength, termsUrl } = settings();
  if (await currentUser()) redirect('/');
  const language = await requestLanguage();
  const { signUp: words, kit, frame } = wordsOf(language);
  const invitation = await openedLink('invitation', (await searchParams)['link']);
  const invited = invitation && (await readInvitation(await requestContext(), invitation));
  if (invitation && !invited && signup !== 'open')
    return <DeadLink reason={words.deadInvitation} wayOn={{ href: '/login', label: frame.signIn }} />;
  if (signup !== 'open' && !invited) notFound();
  return (
    <SignedOutFrame
      about={invited && invitation ? { link: invitation } : null}
      below={<Rich parts={words.haveAccount({ link: signInLink })} />}
    >
      <h1>{words.title}</h1>
      {invited && <p className="mt-2 text-muted">{words.invited({ appName })}</p>}
      {signupDomains.length > 0 && !invited && (
        <p className="mt-2 text-muted">{words.domains({ domains: formatsIn(language).or(signupDomains) })}</p>
      )}
      <SignUpForm
        words={{ ...words.form, field: kit.newPassword }}
        minimum={passwordMinLength}
        pageTitle={titleOf(words.title)}
        name={(await rememberedName()) ?? ''}
        email={invited || ((await rememberedEmail()) ?? '')}
        isInvited={Boolean(invited)}
      />
      <ProviderButtons purpose="signUp" />
      {termsUrl && (
        <p className="hint mt-4">
          <Rich
            parts={words.terms({
              link: (text) => (
                <a href={termsUrl} className="link">
                  {text}
                </a>
              ),
            })}
          />
        </p>
      )}
    </SignedOutFrame>
  );
}

function signInLink(text: string) {
  return (
    <a href="/login" className="link inline-block py-2">
      {text}
    </a>
  );
}
