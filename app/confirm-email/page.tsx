import { DeadLink } from '#app/_frame/dead-link.tsx';
import { LinkForm } from '#app/_frame/link-form.tsx';
import { SignalPasskeys } from '#app/_frame/signal-passkeys.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Email } from '#app/_ui/email.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { Sign } from '#app/_ui/sign.tsx';
import { readEmailChange } from '#lib/flows/account/change-email.ts';
import { maskEmail } from '#lib/rules/account/masked-email.ts';
import { requestContext } from '#lib/web/context.ts';
import { openedLink } from '#lib/web/opened-link.ts';
import { currentUser } from '#lib/web/session.ts';
import { myWords } from '#lib/web/words.ts';
import { confirmEmailAction } from './actions.ts';

export default async function ConfirmEmailPage({ searchParams }: PageProps<'/confirm-email'>) {
  const { accountLinks, frame } = await myWords();
  const words = accountLinks.confirmEmail;
  const isSigned = (await currentUser()) !== null;
  const wayOn = isSigned ? { href: '/profile', label: words.toProfile } : { href: '/login', label: frame.signIn };
  const { done, link } = await searchParams;
  const isOwn = done === 'own';
  if (done === 'yes' || isOwn) {
    return (
      <SignedOutFrame>
        <title>{titleOf(words.done.title)}</title>
        <Sign icon="done" />
        <h1>{words.done.title}</h1>
        <p className="mt-2 text-muted">{isOwn ? words.own.done : words.done.text}</p>
        {isSigned && <SignalPasskeys />}
        <a href={wayOn.href} className="button button-primary button-wide mt-6">
          {wayOn.label}
        </a>
      </SignedOutFrame>
    );
  }
  const secret = await openedLink('change-email', link);
  const change = secret && (await readEmailChange(await requestContext(), secret));
  if (!secret || !change) return <DeadLink reason={words.dead} wayOn={wayOn} />;
  const isSame = change.to === change.from;
  const email = <Email key="email">{change.to}</Email>;
  const title = isSame ? words.own.title : words.title;
  const text = isSame
    ? words.own.text({ email })
    : words.text({ email, account: <Email key="account">{maskEmail(change.from)}</Email> });
  return (
    <SignedOutFrame about={{ link: secret }}>
      <Sign icon="mail" />
      <h1>{title}</h1>
      <p className="mt-2 text-muted">
        <Rich parts={text} />
      </p>
      <LinkForm action={confirmEmailAction} words={words.form} pageTitle={titleOf(title)} wayOn={wayOn} />
    </SignedOutFrame>
  );
}
