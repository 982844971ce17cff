import { DeadLink } from '#app/_frame/dead-link.tsx';
import { LinkForm } from '#app/_frame/link-form.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Email } from '#app/_ui/email.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { Sign } from '#app/_ui/sign.tsx';
import { readNotMe } from '#lib/flows/account/secure-account.ts';
import { requestContext } from '#lib/web/context.ts';
import { openedLink } from '#lib/web/opened-link.ts';
import { myWords } from '#lib/web/words.ts';
import { secureAccountAction } from './actions.ts';

export default async function NotMePage({ searchParams }: PageProps<'/not-me'>) {
  const { notMe: words } = (await myWords()).accountLinks;
  const wayOn = { href: '/forgot-password', label: words.deadWayOn };
  const secret = await openedLink('not-me', (await searchParams)['link']);
  const link = secret && (await readNotMe(await requestContext(), secret));
  if (!secret || !link) return <DeadLink reason={words.dead} wayOn={wayOn} />;
  return (
    <SignedOutFrame about={{ link: secret }}>
      <Sign icon="lock" isWarning />
      <h1>{words.title}</h1>
      <p className="mt-2 text-muted">
        <Rich parts={words.text({ email: <Email>{link.email}</Email> })} />
      </p>
      <ul className="mt-3 list-disc space-y-1.5 ps-5 text-muted">
        {link.removed && (
          <li>
            {'provider' in link.removed
              ? words.disconnected(link.removed)
              : words.passkeyRemoved({ name: link.removed.passkey })}
          </li>
        )}
        <li>{words.signedOut}</li>
        <li>{words.newPassword}</li>
        <li>{words.twoFactor}</li>
      </ul>
      <LinkForm action={secureAccountAction} words={words.form} pageTitle={titleOf(words.title)} wayOn={wayOn} />
    </SignedOutFrame>
  );
}
