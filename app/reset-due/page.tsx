import { DeadLink } from '#app/_frame/dead-link.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Email } from '#app/_ui/email.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { Sign } from '#app/_ui/sign.tsx';
import { readResetLink } from '#lib/flows/two-factor/steps/execute-due-reset.ts';
import { requestContext } from '#lib/web/context.ts';
import { readCookie } from '#lib/web/cookies.ts';
import { myWords } from '#lib/web/words.ts';

/** The link of the mail "it is due" was opened in this browser: the next sign-in here turns two-factor off. */
export default async function ResetDuePage() {
  const { accountLinks, frame } = await myWords();
  const { title, text, dead } = accountLinks.resetDue;
  const secret = await readCookie('reset');
  const account = secret && (await readResetLink(await requestContext(), secret));
  if (!account) return <DeadLink reason={dead} wayOn={{ href: '/login', label: frame.signIn }} />;
  return (
    <SignedOutFrame>
      <title>{titleOf(title)}</title>
      <Sign icon="shield-off" />
      <h1>{title}</h1>
      <p className="mt-2 text-muted">
        <Rich parts={text({ email: <Email>{account.email}</Email> })} />
      </p>
      <div className="mt-6">
        <a href="/login" className="button button-primary button-wide">
          {frame.signIn}
        </a>
      </div>
    </SignedOutFrame>
  );
}
