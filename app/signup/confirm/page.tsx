import { DeadLink } from '#app/_frame/dead-link.tsx';
import { LinkForm } from '#app/_frame/link-form.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Email } from '#app/_ui/email.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { Sign } from '#app/_ui/sign.tsx';
import { settings } from '#lib/config/env.ts';
import { readSignUp } from '#lib/flows/sign-up/confirm-sign-up.ts';
import { requestContext } from '#lib/web/context.ts';
import { openedLink } from '#lib/web/opened-link.ts';
import { myWords } from '#lib/web/words.ts';
import { confirmSignUpAction } from './actions.ts';
import { ConfirmForm } from './confirm-form.tsx';

export default async function ConfirmSignUpPage({ searchParams }: PageProps<'/signup/confirm'>) {
  const { signUp, kit, frame } = await myWords();
  const words = signUp.confirm;
  const secret = await openedLink('sign-up', (await searchParams)['link']);
  const waiting = secret && (await readSignUp(await requestContext(), secret));
  const wayOn = { href: '/login', label: frame.signIn };
  if (!secret || !waiting) return <DeadLink reason={words.dead} wayOn={wayOn} />;
  const { email, isOwnBrowser } = waiting;
  const shown = { email: <Email>{email}</Email> };
  const pageTitle = titleOf(words.title);
  return (
    <SignedOutFrame about={{ link: secret }}>
      <Sign icon="mail" />
      <h1>{words.title}</h1>
      <p className="mt-2 text-muted">
        <Rich parts={isOwnBrowser ? words.text(shown) : words.elsewhere(shown)} />
      </p>
      {isOwnBrowser ? (
        <LinkForm action={confirmSignUpAction} words={words.form} pageTitle={pageTitle} wayOn={wayOn} />
      ) : (
        <ConfirmForm
          words={{ ...words.form, field: kit.newPassword }}
          email={email}
          minimum={settings().passwordMinLength}
          pageTitle={pageTitle}
        />
      )}
    </SignedOutFrame>
  );
}
