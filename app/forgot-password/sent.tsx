import { titleOf } from '#app/_frame/title.ts';
import { Banner } from '#app/_ui/banner.tsx';
import { Email } from '#app/_ui/email.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { SendAgain } from '#app/_ui/send-again.tsx';
import { Sign } from '#app/_ui/sign.tsx';
import { myWords } from '#lib/web/words.ts';
import { requestResetAction } from './actions.ts';

/** The same for every email: it doesn't tell who has an account. */
export async function Sent({ email, isAgain }: { email: string; isAgain: boolean }) {
  const { resetPassword, kit } = await myWords();
  const { title, again, text, spam } = resetPassword.sent;
  return (
    <>
      <title>{titleOf(title)}</title>
      <Sign icon="mail" />
      <h1>{title}</h1>
      <div className="mt-5 space-y-4">
        {isAgain && (
          <Banner look="success">
            <p>{again}</p>
          </Banner>
        )}
        <p>
          <Rich parts={text({ email: <Email>{email}</Email> })} />
        </p>
        <p className="text-muted">{spam}</p>
        <SendAgain action={requestResetAction} words={kit.sendAgain}>
          <input type="hidden" name="email" value={email} />
          <input type="hidden" name="again" value="yes" />
        </SendAgain>
      </div>
    </>
  );
}
