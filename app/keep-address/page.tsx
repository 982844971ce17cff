import { AskAdmin } from '#app/_frame/ask-admin.tsx';
import { DeadLink } from '#app/_frame/dead-link.tsx';
import { DisputeForm } from '#app/_frame/dispute-form.tsx';
import { LinkProof } from '#app/_frame/link-proof.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { LocalTime } from '#app/_ui/local-time.tsx';
import { Sign } from '#app/_ui/sign.tsx';
import { readObjection } from '#lib/flows/account/object-to-undo.ts';
import { maskEmail } from '#lib/rules/account/masked-email.ts';
import { requestContext } from '#lib/web/context.ts';
import { provenForLink } from '#lib/web/oauth/link-proof.ts';
import { onlyConfigured } from '#lib/web/oauth/providers.ts';
import { linkPage, openedLink } from '#lib/web/opened-link.ts';
import { pageError } from '#lib/web/page-error.ts';
import { keepAddressAction, proveForObjectionAction } from './actions.ts';

const heading = 'Keep your email address';

export default async function KeepAddressPage({ searchParams }: PageProps<'/keep-address'>) {
  const query = await searchParams;
  const { method, link } = query;
  const context = await requestContext();
  const secret = await openedLink('objection', link);
  const proven = secret ? await provenForLink(secret) : null;
  const objection = secret && (await readObjection(context, secret, proven));
  if (!secret || !objection) {
    return (
      <DeadLink
        reason="It was used already, or it is older than seven days. An administrator can help you further."
        wayOn={{ href: '/login', label: 'Sign in' }}
      />
    );
  }
  const isRecovery = method === 'one-time-password';
  const page = linkPage('objection', secret);
  const switchTo = isRecovery ? page : `${page}&method=one-time-password`;
  return (
    <SignedOutFrame about={{ link: secret }}>
      <title>{titleOf(heading)}</title>
      <Sign icon="mail" />
      <h1>{heading}</h1>
      <p className="mt-3 text-muted">
        {objection.dueAt ? (
          <>
            The account’s address changes back on <LocalTime at={objection.dueAt} now={context.now} />. If the account
            is yours, it stays
          </>
        ) : (
          'The account’s address was changed back. If the account is yours, it will be'
        )}{' '}
        <strong className="break-words text-ink">{maskEmail(objection.email)}</strong>
        {objection.dueAt ? '.' : ' again.'}
      </p>
      <ul className="mt-3 list-disc space-y-1.5 ps-5 text-muted">
        <li>Do this in the browser you’ve used longest. We compare what you both can show.</li>
        {!objection.dueAt && <li>Every browser is signed out, and we email you a link to choose a new password.</li>}
        <li>
          {'Nothing to show? Ask '}
          <AskAdmin>an administrator</AskAdmin>.
        </li>
      </ul>
      <LinkProof action={proveForObjectionAction} providers={onlyConfigured(objection.olderProviders)} proven={proven}>
        Confirm that it’s you with an account you connected before the change:
      </LinkProof>
      <DisputeForm
        action={keepAddressAction}
        label="Keep my address"
        pendingLabel="Checking…"
        pageTitle={titleOf(heading)}
        notice={await pageError(query)}
        code={objection.takesCode ? { isRecovery, isOptional: true, switchTo } : null}
      />
    </SignedOutFrame>
  );
}
