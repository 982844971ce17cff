import { redirect } from 'next/navigation';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Banner } from '#app/_ui/banner.tsx';
import { Email } from '#app/_ui/email.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { SendAgain } from '#app/_ui/send-again.tsx';
import { Sign } from '#app/_ui/sign.tsx';
import { rememberedEmail } from '#lib/web/remembered-fields.ts';
import { myWords } from '#lib/web/words.ts';
import { resendAction } from './actions.ts';

export default async function CheckEmailPage({ searchParams }: PageProps<'/signup/check-email'>) {
  const email = await rememberedEmail();
  if (!email) redirect('/signup');
  const { signUp, kit } = await myWords();
  const words = signUp.checkEmail;
  const isAgain = (await searchParams)['sent'] === 'again';
  return (
    <SignedOutFrame
      below={
        <a href="/signup" className="link inline-block py-2">
          {words.otherAddress}
        </a>
      }
    >
      <title>{titleOf(words.title)}</title>
      <Sign icon="mail" />
      <h1>{words.title}</h1>
      <div className="mt-5 space-y-4">
        {isAgain && (
          <Banner look="success">
            <p>{words.again}</p>
          </Banner>
        )}
        <p>
          <Rich parts={words.text({ email: <Email>{email}</Email> })} />
        </p>
        <p className="text-muted">{words.spam}</p>
        <p>
          <Rich parts={words.confirmed({ link: signInLink })} />
        </p>
        <SendAgain action={resendAction} words={kit.sendAgain} />
      </div>
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
