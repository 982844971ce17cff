import { AskAdmin } from '#app/_frame/ask-admin.tsx';
import { DeadLink } from '#app/_frame/dead-link.tsx';
import { DisputeForm } from '#app/_frame/dispute-form.tsx';
import { LinkProof } from '#app/_frame/link-proof.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Email } from '#app/_ui/email.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { Sign } from '#app/_ui/sign.tsx';
import { readObjection } from '#lib/flows/account/object-to-undo.ts';
import { maskEmail } from '#lib/rules/account/masked-email.ts';
import { requestContext } from '#lib/web/context.ts';
import { provenForLink } from '#lib/web/oauth/link-proof.ts';
import { onlyConfigured } from '#lib/web/oauth/providers.ts';
import { linkPage, openedLink } from '#lib/web/opened-link.ts';
import { pageError } from '#lib/web/page-error.ts';
import { myWords } from '#lib/web/words.ts';
import { keepAddressAction, proveForObjectionAction } from './actions.ts';

export default async function KeepAddressPage({ searchParams }: PageProps<'/keep-address'>) {
  const { accountLinks, frame } = await myWords();
  const words = accountLinks.keep;
  const query = await searchParams;
  const { method, link } = query;
  const context = await requestContext();
  const secret = await openedLink('objection', link);
  const proven = secret ? await provenForLink(secret) : null;
  const objection = secret && (await readObjection(context, secret, proven));
  if (!secret || !objection) return <DeadLink reason={words.dead} wayOn={{ href: '/login', label: frame.signIn }} />;
  const { dueAt, olderProviders, takesCode, hasApp, takesPasskey } = objection;
  const isRecovery = method === 'one-time-password' || !hasApp;
  const page = linkPage('objection', secret);
  const switchTo = isRecovery ? page : `${page}&method=one-time-password`;
  const email = <Email>{maskEmail(objection.email)}</Email>;
  return (
    <SignedOutFrame about={{ link: secret }}>
      <Sign icon="mail" />
      <h1>{words.title}</h1>
      <p className="mt-3 text-muted">
        <Rich
          parts={
            dueAt ? words.coming({ time: <LocalTime at={dueAt} now={context.now} />, email }) : words.past({ email })
          }
        />
      </p>
      <ul className="mt-3 list-disc space-y-1.5 ps-5 text-muted">
        <li>{words.compare}</li>
        {!dueAt && <li>{words.signedOut}</li>}
        <li>
          <Rich parts={words.ask({ admin: (text) => <AskAdmin>{text}</AskAdmin> })} />
        </li>
      </ul>
      <LinkProof action={proveForObjectionAction} providers={onlyConfigured(olderProviders)} proven={proven}>
        {words.proof}
      </LinkProof>
      <DisputeForm
        action={keepAddressAction}
        words={words.form}
        fieldWords={accountLinks.disputeFields}
        pageTitle={titleOf(words.title)}
        notice={await pageError(query)}
        code={takesCode ? { isRecovery, isOptional: true, switchTo: hasApp ? switchTo : null } : null}
        passkeysFrom={takesPasskey ? page.replace('?', '/passkey?') : null}
      />
    </SignedOutFrame>
  );
}
