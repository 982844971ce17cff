import { AskAdmin } from '#app/_frame/ask-admin.tsx';
import { DeadLink } from '#app/_frame/dead-link.tsx';
import { DisputeForm } from '#app/_frame/dispute-form.tsx';
import { LinkProof } from '#app/_frame/link-proof.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Banner } from '#app/_ui/banner.tsx';
import { Email } from '#app/_ui/email.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { Sign } from '#app/_ui/sign.tsx';
import { readUndo } from '#lib/flows/account/undo-address.ts';
import { maskEmail } from '#lib/rules/account/masked-email.ts';
import { requestContext } from '#lib/web/context.ts';
import { provenForLink } from '#lib/web/oauth/link-proof.ts';
import { onlyConfigured } from '#lib/web/oauth/providers.ts';
import { linkPage, openedLink } from '#lib/web/opened-link.ts';
import { pageError } from '#lib/web/page-error.ts';
import { myWords } from '#lib/web/words.ts';
import { proveForUndoAction, undoEmailAction } from './actions.ts';

export default async function UndoEmailPage({ searchParams }: PageProps<'/undo-email'>) {
  const { accountLinks, frame } = await myWords();
  const words = accountLinks.undo;
  const query = await searchParams;
  const { method, link } = query;
  const context = await requestContext();
  const { now } = context;
  const secret = await openedLink('undo-email', link);
  const proven = secret ? await provenForLink(secret) : null;
  const undo = secret && (await readUndo(context, secret, proven));
  if (!secret || !undo) return <DeadLink reason={words.dead} wayOn={{ href: '/login', label: frame.signIn }} />;
  const isRecovery = method === 'one-time-password';
  const page = linkPage('undo-email', secret);
  const switchTo = isRecovery ? page : `${page}&method=one-time-password`;
  const isOptional = undo.code === 'helps';
  const asksPassword = isRecovery || isOptional || !undo.hasApp;
  const pageTitle = titleOf(words.title);
  return (
    <SignedOutFrame about={{ link: secret }}>
      <Sign icon="undo" />
      <h1>{words.title}</h1>
      {undo.dueAt && (
        <Banner look="success" className="mt-5">
          <p>
            <strong>
              <Rich parts={words.waits({ time: <LocalTime at={undo.dueAt} now={now} /> })} />
            </strong>
          </p>
          <p>{undo.actsAtOnce ? words.waitsKnown : words.waitsUnknown}</p>
        </Banner>
      )}
      <p className="mt-3 text-muted">
        <Rich parts={words.text({ email: <Email>{maskEmail(undo.email)}</Email> })} />
      </p>
      <ul className="mt-3 list-disc space-y-1.5 ps-5 text-muted">
        <li>{words.signedOut}</li>
        <li>{words.newPassword}</li>
        {!undo.actsAtOnce && !undo.dueAt && undo.code !== 'needed' && !undo.opensAt && <li>{words.takesTime}</li>}
        {undo.code !== 'none' && (
          <li>
            <Rich parts={words.lost({ admin: (text) => <AskAdmin>{text}</AskAdmin> })} />
          </li>
        )}
      </ul>
      {undo.code !== 'needed' && !undo.opensAt && (
        <LinkProof
          action={proveForUndoAction}
          providers={undo.actsAtOnce ? [] : onlyConfigured(undo.olderProviders)}
          proven={proven}
        >
          {words.proof}
        </LinkProof>
      )}
      {undo.opensAt ? (
        <Banner look="info" className="mt-6">
          <title>{pageTitle}</title>
          <p>
            <Rich parts={words.early({ time: <LocalTime at={undo.opensAt} now={now} /> })} />
          </p>
        </Banner>
      ) : (
        <DisputeForm
          action={undoEmailAction}
          words={words.form}
          fieldWords={accountLinks.disputeFields}
          pageTitle={pageTitle}
          notice={await pageError(query)}
          code={
            undo.code === 'none'
              ? null
              : { isRecovery: asksPassword, isOptional, switchTo: undo.hasApp ? switchTo : null }
          }
          passkeysFrom={undo.takesPasskey ? page.replace('?', '/passkey?') : null}
        />
      )}
    </SignedOutFrame>
  );
}
