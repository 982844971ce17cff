import { AskAdmin } from '#app/_frame/ask-admin.tsx';
import { DeadLink } from '#app/_frame/dead-link.tsx';
import { DisputeForm } from '#app/_frame/dispute-form.tsx';
import { LinkProof } from '#app/_frame/link-proof.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { Banner } from '#app/_ui/banner.tsx';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { Sign } from '#app/_ui/sign.tsx';
import { readUndo } from '#lib/flows/account/undo-address.ts';
import { maskEmail } from '#lib/rules/account/masked-email.ts';
import { requestContext } from '#lib/web/context.ts';
import { provenForLink } from '#lib/web/oauth/link-proof.ts';
import { onlyConfigured } from '#lib/web/oauth/providers.ts';
import { linkPage, openedLink } from '#lib/web/opened-link.ts';
import { pageError } from '#lib/web/page-error.ts';
import { proveForUndoAction, undoEmailAction } from './actions.ts';

const heading = 'Undo the change of your email address';

export default async function UndoEmailPage({ searchParams }: PageProps<'/undo-email'>) {
  const query = await searchParams;
  const { method, link } = query;
  const context = await requestContext();
  const secret = await openedLink('undo-email', link);
  const proven = secret ? await provenForLink(secret) : null;
  const undo = secret && (await readUndo(context, secret, proven));
  if (!secret || !undo) {
    return (
      <DeadLink
        reason="It was used already, it is older than seven days, or your address is in place again. An administrator can help you further."
        wayOn={{ href: '/login', label: 'Sign in' }}
      />
    );
  }
  const isRecovery = method === 'one-time-password';
  const page = linkPage('undo-email', secret);
  const switchTo = isRecovery ? page : `${page}&method=one-time-password`;
  const isOptional = undo.code === 'helps';
  return (
    <SignedOutFrame about={{ link: secret }}>
      <title>{titleOf(heading)}</title>
      <Sign icon="undo" />
      <h1>{heading}</h1>
      {undo.dueAt && (
        <div className="mt-5">
          <Banner look="success">
            <p>
              <strong>
                Your address changes back on <LocalTime at={undo.dueAt} now={context.now} />.
              </strong>{' '}
              {undo.actsAtOnce
                ? 'We know you here: press “Undo the change”, and it happens at once.'
                : 'We don’t recognise this browser, so the other address gets a day to object. In a browser you’ve used before, this link works at once.'}
            </p>
          </Banner>
        </div>
      )}
      <p className="mt-3 text-muted">
        The address of the account will be <strong className="break-words text-ink">{maskEmail(undo.email)}</strong>{' '}
        again.
      </p>
      <ul className="mt-3 list-disc space-y-1.5 ps-5 text-muted">
        <li>Every browser is signed out.</li>
        <li>Nobody can sign in until you choose a new password. We email you a link for that.</li>
        {!undo.actsAtOnce && !undo.dueAt && undo.code !== 'needed' && !undo.opensAt && (
          <li>
            We don’t recognise this browser, so it takes a day. In a browser you’ve used before, it happens at once.
          </li>
        )}
        {undo.code !== 'none' && (
          <li>
            {'Lost your second factor? Ask '}
            <AskAdmin>an administrator</AskAdmin>
            {' for a code.'}
          </li>
        )}
      </ul>
      {undo.code !== 'needed' && !undo.opensAt && (
        <LinkProof
          action={proveForUndoAction}
          providers={undo.actsAtOnce ? [] : onlyConfigured(undo.olderProviders)}
          proven={proven}
        >
          Confirm that it’s you, and the change is undone at once:
        </LinkProof>
      )}
      {undo.opensAt ? (
        <div className="mt-6">
          <Banner look="info">
            <p>
              This link works from <LocalTime at={undo.opensAt} now={context.now} /> on.
            </p>
          </Banner>
        </div>
      ) : (
        <DisputeForm
          action={undoEmailAction}
          label="Undo the change"
          pendingLabel="Undoing…"
          pageTitle={titleOf(heading)}
          notice={await pageError(query)}
          code={undo.code === 'none' ? null : { isRecovery: isRecovery || isOptional, isOptional, switchTo }}
        />
      )}
    </SignedOutFrame>
  );
}
