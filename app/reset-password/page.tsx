import { DeadLink } from '#app/_frame/dead-link.tsx';
import { LinkProof } from '#app/_frame/link-proof.tsx';
import { SignedOutFrame } from '#app/_frame/signed-out-frame.tsx';
import { titleOf } from '#app/_frame/title.ts';
import { describeWaysInChoices } from '#app/_frame/ways-in-choices.ts';
import { Email } from '#app/_ui/email.tsx';
import { Rich } from '#app/_ui/rich.tsx';
import { settings } from '#lib/config/env.ts';
import { readPasswordReset } from '#lib/flows/account/reset-password.ts';
import { requestContext } from '#lib/web/context.ts';
import { provenForLink } from '#lib/web/oauth/link-proof.ts';
import { onlyConfigured } from '#lib/web/oauth/providers.ts';
import { openedLink } from '#lib/web/opened-link.ts';
import { pageError } from '#lib/web/page-error.ts';
import { requestLanguage } from '#lib/web/words.ts';
import { wordsOf } from '#lib/words/catalogue.ts';
import { proveForResetAction } from './actions.ts';
import { ResetForm } from './reset-form.tsx';

export default async function ResetPasswordPage({ searchParams }: PageProps<'/reset-password'>) {
  const language = await requestLanguage();
  const { resetPassword, kit } = wordsOf(language);
  const words = resetPassword.choose;
  const query = await searchParams;
  const secret = await openedLink('reset-password', query['link']);
  const context = await requestContext();
  const proven = secret ? await provenForLink(secret) : null;
  const account = secret && (await readPasswordReset(context, secret, proven));
  if (!secret || !account) {
    return <DeadLink reason={words.dead} wayOn={{ href: '/forgot-password', label: words.deadWayOn }} />;
  }
  const stuck = account.factors.filter(({ mayGo }) => !mayGo);
  const older = account.waysIn.filter(({ since }) => stuck.some((factor) => since < factor.since));
  return (
    <SignedOutFrame about={{ link: secret }}>
      <h1>{words.title}</h1>
      <p className="mt-2 text-muted">
        <Rich parts={words.intro({ email: <Email>{account.email}</Email> })} />
      </p>
      <LinkProof
        action={proveForResetAction}
        providers={onlyConfigured(older.map(({ provider }) => provider))}
        proven={proven}
      >
        {words.proof}
      </LinkProof>
      <ResetForm
        words={{ ...words.form, field: kit.newPassword }}
        email={account.email}
        waysIn={describeWaysInChoices({
          ...account,
          isReported: account.isLockedDown,
          canConfirm: true,
          now: context.now,
          language,
        })}
        minimum={settings().passwordMinLength}
        pageTitle={titleOf(words.title)}
        notice={await pageError(query)}
      />
    </SignedOutFrame>
  );
}
